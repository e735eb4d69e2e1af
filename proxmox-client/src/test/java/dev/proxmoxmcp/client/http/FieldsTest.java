package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Percent;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.Usage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private static Fields fields(String json) {
    return Answers.of(json).object();
  }

  @Test
  void numbers_read_the_same_whether_proxmox_writes_them_as_numbers_or_as_texts() {
    Fields fields = fields("{\"a\":320,\"b\":\"320\",\"c\":320.0,\"d\":\"0.25\"}");

    assertThat(fields.number("a")).hasValue(320);
    assertThat(fields.number("b")).hasValue(320);
    assertThat(fields.number("c")).hasValue(320);
    assertThat(fields.fraction("d")).hasValue(0.25);
  }

  @Test
  void truth_is_one_in_any_writing() {
    Fields fields =
        fields("{\"a\":1,\"b\":\"1\",\"c\":true,\"d\":0,\"e\":\"0\",\"f\":false,\"g\":null}");

    assertThat("abc".chars().mapToObj(c -> fields.flag(Character.toString(c)))).containsOnly(true);
    assertThat("defgh".chars().mapToObj(c -> fields.flag(Character.toString(c))))
        .containsOnly(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"x\":null}", "{\"x\":{}}", "{\"x\":[]}", "{\"x\":\"many\"}"})
  void what_is_absent_or_of_another_type_is_absent(String json) {
    Fields fields = fields(json);

    assertThat(fields.number("x")).isEmpty();
    assertThat(fields.bytes("x")).isNull();
    assertThat(fields.instant("x")).isNull();
    assertThat(fields.seconds("x")).isEqualTo(Duration.ZERO);
    assertThat(fields.texts("x")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "99999999999999999999"})
  void absurd_numbers_neither_fail_nor_take_long(String number) {
    Fields fields =
        fields("{\"cpu\":\"" + number + "\",\"maxcpu\":" + number + ",\"mem\":" + number + "}");

    Load load = LoadFields.load(fields, "maxcpu");

    assertThat(load.memory()).isNull();
    assertThat(fields.number("cpu").orElse(0)).isZero();
  }

  @Test
  void times_are_seconds() {
    Fields fields = fields("{\"uptime\":4515,\"starttime\":1795368880}");

    assertThat(fields.seconds("uptime")).isEqualTo(Duration.ofSeconds(4515));
    assertThat(fields.instant("starttime")).isEqualTo(Instant.ofEpochSecond(1795368880));
  }

  @Test
  void words_are_separated_by_semicolons_commas_or_blanks() {
    assertThat(fields("{\"tags\":\"demo;lab, x\"}").words("tags"))
        .containsExactly("demo", "lab", "x");
    assertThat(fields("{\"tags\":\"\"}").words("tags")).isEmpty();
  }

  @Test
  void a_field_that_must_be_there_is_named_when_it_is_missing_or_malformed() {
    Fields fields = fields("{\"node\":\"../etc\"}");

    assertThatThrownBy(() -> fields.required("upid"))
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("field 'upid' is missing");
    assertThatThrownBy(() -> fields.required("node", NodeName::new))
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("field 'node'")
        .hasMessageContaining("'../etc' is not a node name");
  }

  @Test
  void figures_are_there_only_when_both_halves_are() {
    Load load =
        LoadFields.load(
            fields("{\"cpu\":0.125,\"maxcpu\":2,\"mem\":1024,\"disk\":1,\"maxdisk\":2}"), "maxcpu");

    assertThat(load.cpu()).isEqualTo(new Load.Cpu(new Percent(12.5), 2));
    assertThat(load.memory()).isNull();
    assertThat(load.disk()).isEqualTo(new Usage(new ByteSize(1), new ByteSize(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e307", "1e400", "-0.1", "\"nan\"", "{}", "null"})
  void a_share_that_is_none_is_absent(String odd) {
    Fields fields = fields("{\"cpu\":" + odd + ",\"maxcpu\":4}");

    assertThat(fields.share("cpu")).isNull();
    assertThat(LoadFields.load(fields, "maxcpu").cpu()).isNull();
  }

  @Test
  void an_entry_that_cannot_be_identified_does_not_hide_the_others() {
    Answer answer = Answers.of("[{\"node\":\"pve1\"},7,{},{\"node\":\"..\"},{\"node\":\"pve2\"}]");

    assertThat(answer.list(entry -> entry.required("node", NodeName::new)))
        .containsExactly(new NodeName("pve1"), new NodeName("pve2"));
  }

  @Test
  void data_of_another_shape_is_told() {
    assertThatThrownBy(() -> Answers.of("{}").list(Fields::names))
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("its data is not a list");
    assertThatThrownBy(() -> Answers.of("null").object())
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("its data is not an object");
    assertThatThrownBy(() -> Answers.of("[]").text())
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("its data is not a text");
  }
}
