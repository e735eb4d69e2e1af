package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.ServedLab.Post;
import dev.proxmoxmcp.app.ServedLab.Stdio;
import dev.proxmoxmcp.base.Tier;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What can be read, watched, picked and completed, as clients of both eras see it. */
@Timeout(120)
class ResourcesServedTest {
  private static final String GUEST = "proxmox://demo/guest/101";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\
      """;
  private static final String INITIALIZED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
  private static final String META =
      """
      "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}\
      """;
  private static final String LISTEN =
      """
      {"jsonrpc":"2.0","id":7,"method":"subscriptions/listen","params":{"notifications":{"resourceSubscriptions":["%s","proxmox://demo/guest/999"]},%s}}\
      """
          .formatted(GUEST, META);

  @Test
  void a_legacy_client_over_stdio_hears_that_a_guest_was_stopped() throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE, Tier.DESTROY)) {
      Stdio client = lab.stdio();
      JsonNode hello = client.ask(INITIALIZE);
      assertThat(hello.at("/result/capabilities/resources/subscribe").asBoolean()).isTrue();
      assertThat(hello.at("/result/capabilities").has("prompts")).isTrue();
      assertThat(hello.at("/result/capabilities").has("completions")).isTrue();
      client.say(INITIALIZED);
      JsonNode subscribed =
          client.ask(request(2, "resources/subscribe", "\"uri\":\"" + GUEST + "\""));
      assertThat(subscribed.has("result")).isTrue();

      client.ask(stop(3, ""));
      assertThat(updated(lab, client)).isEqualTo(GUEST);

      assertThat(
              client
                  .ask(request(4, "resources/read", "\"uri\":\"" + GUEST + "\""))
                  .at("/result/contents/0/text")
                  .asString())
          .contains("stopped");
      client.ask(request(5, "resources/unsubscribe", "\"uri\":\"" + GUEST + "\""));
      assertThat(lab.service.resources().watched()).isZero();
    }
  }

  @Test
  void a_modern_client_over_stdio_hears_it_and_no_longer_when_it_cancels() throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE, Tier.DESTROY)) {
      Stdio client = lab.stdio();
      client.say(LISTEN);
      JsonNode agreed = client.next(message -> message.has("method"));
      assertThat(agreed.at("/params/notifications/resourceSubscriptions").size()).isEqualTo(1);

      client.ask(stop(3, "," + META));
      assertThat(updated(lab, client)).isEqualTo(GUEST);

      client.say(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7,"
              + META
              + "}}");
      client.ask(request(8, "tools/list", META));
      assertThat(lab.service.resources().watched()).isZero();
    }
  }

  @Test
  void a_legacy_client_over_http_hears_it_where_it_listens() throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE, Tier.DESTROY)) {
      URI server = lab.http();
      Map<String, String> session = session(server);
      try (Post listening = new Post(server, "", session)) {
        post(server, request(2, "resources/subscribe", "\"uri\":\"" + GUEST + "\""), session);
        post(server, stop(3, ""), session);
        lab.clock.advance(Duration.ofSeconds(30));
        lab.look();

        assertThat(listening.next().at("/params/uri").asString()).isEqualTo(GUEST);
      }
    }
  }

  @Test
  void a_modern_client_over_http_hears_it_on_its_stream_and_a_closed_stream_ends_the_looks()
      throws Exception {
    try (ServedLab lab = new ServedLab(Tier.CHANGE, Tier.DESTROY)) {
      URI server = lab.http();
      try (Post listening =
          new Post(
              server,
              LISTEN,
              Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "subscriptions/listen"))) {
        assertThat(listening.next().path("method").asString())
            .isEqualTo("notifications/subscriptions/acknowledged");
        assertThat(lab.service.resources().watched()).isEqualTo(1);
        post(
            server,
            stop(3, "," + META),
            Map.of(
                "MCP-Protocol-Version",
                "2026-07-28",
                "Mcp-Method",
                "tools/call",
                "Mcp-Name",
                "guest_power"));
        lab.clock.advance(Duration.ofSeconds(30));
        lab.look();

        JsonNode told = listening.next();
        assertThat(told.path("method").asString()).isEqualTo("notifications/resources/updated");
        assertThat(told.at("/params/uri").asString()).isEqualTo(GUEST);
      }
    }
  }

  @Test
  void what_is_not_there_has_the_code_of_each_era() throws Exception {
    try (ServedLab lab = new ServedLab()) {
      Stdio client = lab.stdio();
      client.ask(INITIALIZE);
      client.say(INITIALIZED);

      String read = "\"uri\":\"proxmox://demo/guest/999\"";
      assertThat(client.ask(request(2, "resources/read", read)).at("/error/code").asInt())
          .isEqualTo(-32002);
      assertThat(
              client.ask(request(3, "resources/read", read + "," + META)).at("/error/code").asInt())
          .isEqualTo(-32602);
    }
  }

  @Test
  void prompts_are_picked_and_their_arguments_completed() throws Exception {
    try (ServedLab lab = new ServedLab()) {
      Stdio client = lab.stdio();
      client.ask(INITIALIZE);
      client.say(INITIALIZED);

      assertThat(client.ask(request(2, "prompts/list", "")).at("/result/prompts")).hasSize(4);
      assertThat(
              client
                  .ask(
                      request(
                          3,
                          "prompts/get",
                          "\"name\":\"why_slow\",\"arguments\":{\"guest\":\"web1\"}"))
                  .at("/result/messages/0/content/text")
                  .asString())
          .contains("guest \"web1\"", "metrics_query");
      assertThat(
              client
                  .ask(
                      request(
                          4,
                          "completion/complete",
                          "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"why_slow\"},"
                              + "\"argument\":{\"name\":\"guest\",\"value\":\"we\"}"))
                  .at("/result/completion/values/0")
                  .asString())
          .isEqualTo("web1");
      assertThat(
              client
                  .ask(request(5, "resources/templates/list", ""))
                  .at("/result/resourceTemplates"))
          .hasSize(4);
      assertThat(client.ask(request(6, "resources/list", "")).at("/result/resources")).hasSize(4);
    }
  }

  private static String updated(ServedLab lab, Stdio client)
      throws IOException, InterruptedException {
    lab.clock.advance(Duration.ofSeconds(30));
    lab.look();
    return client
        .next(message ->
            message.path("method").asString("").equals("notifications/resources/updated"))
        .at("/params/uri")
        .asString();
  }

  private static String stop(int id, String meta) {
    return request(
        id,
        "tools/call",
        "\"name\":\"guest_power\",\"arguments\":{\"guests\":[\"101\"],\"action\":\"stop\"}" + meta);
  }

  private static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{%s}}"
        .formatted(id, method, params);
  }

  private static Map<String, String> session(URI server) throws IOException {
    Map<String, String> headers;
    try (Post hello = new Post(server, INITIALIZE, Map.of())) {
      hello.next();
      headers = Map.of("Mcp-Session-Id", hello.session(), "MCP-Protocol-Version", "2025-11-25");
    }
    try (Post _ = new Post(server, INITIALIZED, headers)) {
      return headers;
    }
  }

  private static JsonNode post(URI server, String body, Map<String, String> headers)
      throws IOException {
    try (Post post = new Post(server, body, headers)) {
      return post.next();
    }
  }
}
