package dev.proxmoxmcp.tools.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ArgumentsTest {
  private static final Arguments<Example> EXAMPLE = Arguments.of(Example.class);

  record Example(
      @Argument(value = "vmid or name", required = true) String guest,
      @Argument(name = "wait", byDefault = "20", min = 0, max = 50) int waitSeconds,
      @Argument @Nullable Boolean force,
      @Argument @Nullable Mode mode,
      @Argument(max = 3) List<String> tags) {}

  enum Mode {
    SOFT,
    HARD
  }

  @Test
  void the_schema_says_what_is_read() {
    assertThat(EXAMPLE.schema().toString())
        .isEqualTo(
            """
            {"type":"object","properties":{\
            "guest":{"type":"string","description":"vmid or name"},\
            "wait":{"type":"integer","maximum":50,"default":20},\
            "force":{"type":"boolean"},\
            "mode":{"type":"string","enum":["soft","hard"]},\
            "tags":{"type":"array","items":{"type":"string"},"maxItems":3}},\
            "required":["guest"],"additionalProperties":false}\
            """);
  }

  @Test
  void people_get_the_same_in_words() {
    assertThat(EXAMPLE.lines())
        .containsExactly(
            "guest (required): a text — vmid or name",
            "wait: a whole number from 0 to 50, default 20",
            "force: true or false",
            "mode: one of soft, hard",
            "tags: a list of 1 to 3, each a text");
  }

  @Test
  void what_was_not_sent_has_its_default_or_is_absent() {
    assertThat(read("{\"guest\":\"web\",\"mode\":null}"))
        .isEqualTo(new Example("web", 20, null, null, List.of()));
  }

  @Test
  void numbers_and_truth_values_written_as_text_are_taken() {
    assertThat(
            read("{\"guest\":101,\"wait\":\"42\",\"force\":1,\"mode\":\"Hard\",\"tags\":\"a,b\"}"))
        .isEqualTo(new Example("101", 42, true, Mode.HARD, List.of("a", "b")));
    assertThat(read("{\"guest\":\"w\",\"wait\":5.0,\"force\":\"false\",\"tags\":[7]}"))
        .isEqualTo(new Example("w", 5, false, null, List.of("7")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | Argument guest is missing; it takes a text.",
        "{'guest':''} | Argument guest takes a text; got \"\".",
        "{'guest':['a']} | Argument guest takes a text; got [\"a\"].",
        "{'guest':'w','wait':51} | Argument wait takes a whole number from 0 to 50; got 51.",
        "{'guest':'w','wait':1.5} | Argument wait takes a whole number from 0 to 50; got 1.5.",
        "{'guest':'w','wait':99999999999} | Argument wait takes a whole number from 0 to 50; got"
            + " 99999999999.",
        "{'guest':'w','force':'yes'} | Argument force takes true or false; got \"yes\".",
        "{'guest':'w','mode':'warm'} | Argument mode takes one of soft, hard; got \"warm\".",
        "{'guest':'w','tags':['a','b','c','d']} | Argument tags takes a list of 1 to 3, each a"
            + " text; got [\"a\",\"b\",\"c\",\"d\"].",
        "{'guest':'w','wiat':1} | There is no argument wiat; did you mean wait? Accepted: guest,"
            + " wait, force, mode, tags.",
        "{'guest':'w','zzzzzzzz':1} | There is no argument zzzzzzzz. Accepted: guest, wait, force,"
            + " mode, tags."
      })
  void what_cannot_be_used_is_named_with_what_is_accepted(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(ArgumentProblem.class)
        .hasMessage(message);
  }

  @Test
  void every_problem_is_named_at_once() {
    assertThatThrownBy(() -> read("{\"wait\":\"x\",\"other\":1}"))
        .hasMessageContainingAll("no argument other", "guest is missing", "Argument wait takes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u001b[31mred", "a\\u202eb", "line\\nbreak"})
  void a_message_repeats_nothing_that_steers_a_terminal(String name) {
    assertThatThrownBy(() -> read("{\"guest\":\"w\",\"" + name + "\":\"" + name + "\"}"))
        .message()
        .doesNotContain("\u001b", "\u202e", "\n");
  }

  private static Example read(String json) {
    return EXAMPLE.read((ObjectNode) JsonMapper.shared().readTree(json));
  }
}
