package dev.proxmoxmcp.mcp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.mcp.fixture.Talk;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What a server refuses to be made of. */
class ToolTest {
  private static final String OBJECT = "{\"type\":\"object\"}";

  @ParameterizedTest
  @ValueSource(strings = {"", "guest list", "guest.list", "gäste", "a\n"})
  void a_name_that_clients_do_not_take_is_refused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> tool(name, OBJECT));
  }

  @Test
  void a_name_has_at_most_64_characters() {
    assertThat(tool("a".repeat(64), OBJECT).name()).hasSize(64);
    assertThatIllegalArgumentException().isThrownBy(() -> tool("a".repeat(65), OBJECT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\":\"array\"}", "{\"type\":[\"object\"]}"})
  void a_schema_that_is_no_object_at_its_root_is_refused(String schema) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tool("list", schema))
        .withMessageContaining("list");
  }

  @Test
  void a_schema_cannot_be_changed_from_outside() {
    ObjectNode schema = (ObjectNode) Talk.json(OBJECT);
    Tool tool = tool("list", schema);
    schema.put("type", "array");
    tool.inputSchema().put("type", "array");
    assertThat(tool.inputSchema()).isEqualTo(Talk.json(OBJECT));
  }

  @Test
  void a_tool_that_only_reads_cannot_be_destructive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ToolAnnotations(true, true, false, false));
  }

  @Test
  void two_tools_of_one_name_are_refused_by_name() {
    Tool tool = tool("list", OBJECT);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new McpServer(
                new ServerIdentity("a", "b", "c"),
                "",
                ToolList.of(tool, tool),
                () -> Instant.EPOCH))
        .withMessageContaining("list");
  }

  @Test
  void names_must_say_something() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ServerIdentity(" ", "b", "c"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Caller(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(0, 1, Duration.ZERO));
  }

  @Test
  void what_a_client_calls_itself_is_cleaned_and_bounded() {
    ClientInfo client = new ClientInfo("evil\n\u001b[31m\u202e" + "x".repeat(200), " ");
    assertThat(client.name()).startsWith("evil ").contains("xxx").hasSize(80);
    assertThat(client.name()).doesNotContain("\n", "\u001b", "\u202e");
    assertThat(client.version()).isEqualTo("unknown");
  }

  private static Tool tool(String name, String schema) {
    return tool(name, (ObjectNode) Talk.json(schema));
  }

  private static Tool tool(String name, ObjectNode schema) {
    return new Tool(
        name, "Title", "Description", schema, ToolAnnotations.reads(), call -> ToolResult.ok(""));
  }
}
