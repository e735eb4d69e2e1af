package dev.proxmoxmcp.mcp.transport.stdio;

import static dev.proxmoxmcp.mcp.fixture.Talk.cancel;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.ListChanges.Changed;
import dev.proxmoxmcp.mcp.fixture.Library;
import dev.proxmoxmcp.mcp.fixture.StdioClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Changes that clients of both eras hear of. */
class StdioListeningTest {
  private final Library library = new Library();

  private static String listen(String id, String filter) {
    return modern(id, "subscriptions/listen", "{\"notifications\":" + filter + "}");
  }

  @Test
  void a_modern_client_first_hears_what_it_will_hear_and_then_only_that() throws Exception {
    try (var client = new StdioClient(library.server())) {
      JsonNode agreed =
          client.ask(
              listen(
                  "\"one\"",
                  "{\"toolsListChanged\":true,\"promptsListChanged\":false,\"unknown\":true,"
                      + "\"resourceSubscriptions\":[\"book:one\",\"book:none\",7]}"));
      assertThat(agreed.path("method").stringValue())
          .isEqualTo("notifications/subscriptions/acknowledged");
      assertThat(agreed.at("/params/notifications").toString())
          .isEqualTo("{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"book:one\"]}");
      assertThat(subscription(agreed)).isEqualTo("\"one\"");

      library.changed(Changed.PROMPTS);
      library.rewrite("book:two");
      library.rewrite("book:one");
      JsonNode updated = client.next();
      assertThat(updated.path("method").stringValue()).isEqualTo("notifications/resources/updated");
      assertThat(updated.at("/params/uri").stringValue()).isEqualTo("book:one");
      assertThat(subscription(updated)).isEqualTo("\"one\"");
      library.changed(Changed.TOOLS);
      assertThat(client.next().path("method").stringValue())
          .isEqualTo("notifications/tools/list_changed");
    }
  }

  private static String subscription(JsonNode message) {
    return message.at("/params/_meta").path("io.modelcontextprotocol/subscriptionId").toString();
  }

  @Test
  void several_listen_at_once_and_each_ends_by_its_own_cancellation() throws Exception {
    try (var client = new StdioClient(library.server())) {
      client.ask(listen("1", "{\"toolsListChanged\":true}"));
      client.ask(listen("\"1\"", "{\"resourceSubscriptions\":[\"book:one\"]}"));
      assertThat(code(client.ask(listen("1", "{}")))).isEqualTo(-32600);
      client.send(cancel("1"));
      client.ask(modern("3", "tools/list", "{}"));
      library.changed(Changed.TOOLS);
      library.rewrite("book:one");
      assertThat(subscription(client.next())).isEqualTo("\"1\"");
      assertThat(library.watchers()).isEqualTo(1);
      client.send(cancel("\"1\""));
      client.ask(modern("4", "tools/list", "{}"));
      assertThat(library.watchers()).isZero();
    }
  }

  @Test
  void too_much_and_what_cannot_be_watched_is_refused_and_leaves_nothing_behind() throws Exception {
    try (var client = new StdioClient(library.server())) {
      assertThat(
              code(
                  client.ask(listen("1", "{\"resourceSubscriptions\":[\"a\",\"b\",\"c\",\"d\"]}"))))
          .isEqualTo(-32602);
      JsonNode burnt =
          client.ask(listen("2", "{\"resourceSubscriptions\":[\"book:one\",\"book:burnt\"]}"));
      assertThat(burnt.at("/error/message").stringValue()).contains("it is ash");
      assertThat(library.watchers()).isZero();
      assertThat(code(client.ask(modern("3", "subscriptions/listen", "{}")))).isEqualTo(-32602);
      for (String id : List.of("4", "5", "6")) {
        assertThat(client.ask(listen(id, "{}")).has("method")).isTrue();
      }
      assertThat(code(client.ask(listen("7", "{}")))).isEqualTo(-32603);
      client.send(cancel("4"));
      assertThat(client.ask(listen("8", "{}")).has("method")).isTrue();
    }
  }

  @Test
  void whoever_begins_to_watch_keeps_nobody_waiting() throws Exception {
    try (var client = StdioClient.initialized(library.server(), "2025-11-25")) {
      client.send(legacy("1", "resources/subscribe", "{\"uri\":\"book:far\"}"));
      client.send(listen("2", "{\"resourceSubscriptions\":[\"book:far\"]}"));
      assertThat(client.ask(legacy("3", "ping", "{}")).path("id").intValue()).isEqualTo(3);
      library.findFar();
      client.next();
      library.findFar();
      client.next();
      assertThat(library.watchers()).isEqualTo(2);
    }
  }

  @Test
  void a_defect_while_it_begins_is_an_error_without_its_text() throws Exception {
    try (var client = new StdioClient(library.server())) {
      JsonNode broken =
          client.ask(listen("1", "{\"resourceSubscriptions\":[\"book:one\",\"book:cursed\"]}"));
      assertThat(code(broken)).isEqualTo(-32603);
      assertThat(broken.toString()).doesNotContain("hunter2");
      assertThat(library.watchers()).isZero();
    }
  }

  @Test
  void at_the_end_a_stream_of_changes_ends_with_a_result() throws Exception {
    try (var client = new StdioClient(library.server())) {
      client.ask(listen("1", "{\"resourceSubscriptions\":[\"book:one\"]}"));
      List<JsonNode> last = client.end();
      assertThat(last).hasSize(1);
      assertThat(last.getFirst().at("/result/resultType").stringValue()).isEqualTo("complete");
      assertThat(last.getFirst().path("id").intValue()).isEqualTo(1);
      assertThat(library.watchers()).isZero();
    }
  }

  @Test
  void a_legacy_client_hears_of_lists_once_it_is_ready_and_of_what_it_watches() throws Exception {
    try (var client = StdioClient.initialized(library.server(), "2025-06-18")) {
      client.ask(legacy("0", "ping", "{}"));
      library.changed(Changed.RESOURCES);
      assertThat(client.next().path("method").stringValue())
          .isEqualTo("notifications/resources/list_changed");

      String book = "{\"uri\":\"book:one\"}";
      assertThat(client.ask(legacy("1", "resources/subscribe", book)).at("/result")).isEmpty();
      client.ask(legacy("2", "resources/subscribe", book));
      assertThat(library.watchers()).isEqualTo(1);
      library.rewrite("book:one");
      assertThat(client.next().at("/params/uri").stringValue()).isEqualTo("book:one");
      assertThat(client.ask(legacy("3", "resources/unsubscribe", book)).at("/result")).isEmpty();
      assertThat(library.watchers()).isZero();
      assertThat(code(client.ask(legacy("4", "resources/subscribe", "{\"uri\":\"book:none\"}"))))
          .isEqualTo(-32002);
      for (String id : List.of("5", "6", "7", "8")) {
        client.ask(legacy(id, "resources/subscribe", "{\"uri\":\"book:%s\"}".formatted(id)));
      }
      assertThat(library.watchers()).isEqualTo(3);
      client.end();
      assertThat(library.watchers()).isZero();
    }
  }
}
