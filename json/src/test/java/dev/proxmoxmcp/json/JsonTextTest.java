package dev.proxmoxmcp.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Jackson's own mapper says what is right. */
class JsonTextTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " {\"a\" : [1, {\"b\": null}, true, false, \"\"]} ",
        "0",
        "-1",
        "2147483647",
        "2147483648",
        "-9223372036854775808",
        "9223372036854775808",
        "123456789012345678901234567890",
        "0.1",
        "1e3",
        "-1.5E-7",
        "1e400",
        "\"\\u00e4\\n\\t\\\"\\\\/\\u2028\\u0000\"",
        "{\"a\":1,\"a\":2}",
        "null",
        "",
        "  "
      })
  void a_text_is_read_and_written_as_the_mapper_does_it(String text) {
    JsonNode read = JsonText.lenient().read(text);

    assertThat(read).isEqualTo(MAPPER.readTree(text));
    assertThat(JsonText.write(read)).isEqualTo(MAPPER.writeValueAsString(read));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":}",
        "[1,]",
        "1 2",
        "{} {}",
        "nul",
        "'a'",
        "]"
      })
  void a_text_that_is_no_json_is_refused(String text) {
    assertThatThrownBy(() -> JsonText.lenient().read(text)).isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> JsonText.strict(10).read(text)).isInstanceOf(JacksonException.class);
  }

  @Test
  void a_long_list_is_told_entry_by_entry() {
    List<String> told = new ArrayList<>();

    JsonNode rest =
        JsonText.lenient()
            .read(
                "{\"total\":2,\"data\":[{\"a\":[1]},null],\"b\":{\"data\":[3]}}".getBytes(UTF_8),
                "data",
                entry -> told.add(JsonText.write(entry)));

    assertThat(told).containsExactly("{\"a\":[1]}", "null");
    assertThat(JsonText.write(rest)).isEqualTo("{\"total\":2,\"data\":[],\"b\":{\"data\":[3]}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"a\":1}}",
        "{\"data\":null}",
        "{}",
        "[1]",
        "7",
        "",
        "{\"data\":\"[]\"}"
      })
  void where_there_is_no_such_list_all_is_read_as_ever(String text) {
    assertThat(JsonText.lenient().read(text.getBytes(UTF_8), "data", _ -> fail("no entry")))
        .isEqualTo(JsonText.lenient().read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"data\":[1", "{\"data\":[1]", "{\"data\":[1,]}", "{\"data\":[1]} 2"})
  void a_list_that_breaks_off_is_refused(String text) {
    assertThatThrownBy(() -> JsonText.lenient().read(text.getBytes(UTF_8), "data", _ -> {}))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void strict_reading_refuses_a_name_that_occurs_twice() {
    assertThatThrownBy(() -> JsonText.strict(10).read("{\"a\":{\"b\":1,\"b\":2}}"))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("Duplicate");
  }

  @Test
  void strict_reading_refuses_what_is_nested_too_deep() {
    assertThat(JsonText.strict(3).read("[[[1]]]").toString()).isEqualTo("[[[1]]]");
    assertThatThrownBy(() -> JsonText.strict(3).read("[[[[1]]]]"))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> JsonText.lenient().read("[".repeat(100_000)))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void a_number_of_a_program_is_written_as_the_mapper_does_it() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("int", 1).put("long", 1L << 40).put("short", (short) 2).put("float", 0.1f);
    node.put("double", 0.1).put("none", Double.NaN).put("much", 1e300 * 10).putNull("null");

    assertThat(JsonText.write(node)).isEqualTo(MAPPER.writeValueAsString(node));
  }

  @Test
  void what_is_no_json_is_not_written() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonText.write(JsonNodeFactory.instance.pojoNode(new Object())));
    assertThatIllegalArgumentException().isThrownBy(() -> JsonText.strict(0));
  }
}
