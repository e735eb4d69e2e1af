package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.HttpClient.modernHeaders;
import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.code;
import static dev.proxmoxmcp.mcp.fixture.Talk.json;
import static dev.proxmoxmcp.mcp.fixture.Talk.legacy;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.notification;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.fixture.Golden;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The modern era over HTTP: no sessions, headers that repeat the body. */
class ModernHttpTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private HttpFixture server;

  @BeforeEach
  void start() throws Exception {
    server = new HttpFixture();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void requests_are_answered_as_over_stdio_and_without_a_session() throws Exception {
    try (var client = server.client()) {
      Answer discovered = client.modern(modern("1", "server/discover", "{}"));
      assertThat(discovered.status()).isEqualTo(200);
      assertThat(discovered.headers()).doesNotContainKey(HttpFixture.SESSION);
      Golden.check("2026-07-28-discover", discovered.json());
      Golden.check("2026-07-28-tools-list", client.modern(modern("2", "tools/list", "{}")).json());
      Golden.check(
          "2026-07-28-call", client.modern(modern("3", "tools/call", call("shape"))).json());
    }
  }

  @Test
  void the_session_of_another_era_is_ignored() throws Exception {
    try (var client = server.client()) {
      String message = modern("1", "tools/list", "{}");
      Map<String, String> headers = modernHeaders(message);
      headers.put(HttpFixture.SESSION, "x");
      headers.put("Last-Event-ID", "7");
      assertThat(client.post(message, headers).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "MCP-Protocol-Version |                                  | -32020",
        "MCP-Protocol-Version | 1900-01-01                       | -32020",
        "MCP-Protocol-Version | 2025-11-25                       | -32020",
        "Mcp-Method           |                                  | -32020",
        "Mcp-Method           | TOOLS/CALL                       | -32020",
        "Mcp-Method           | tools/list                       | -32020",
        "Mcp-Name             |                                  | -32020",
        "Mcp-Name             | Echo                             | -32020",
        "Mcp-Name             | =?base64?aG9sZA==?=              | -32020",
        "Mcp-Name             | =?base64?ZWNobw?=                | -32020",
        "Mcp-Name             | =?base64?ZWNob*==?=              | -32020",
      })
  void headers_that_are_missing_or_say_something_else_are_400(String header, String value, int code)
      throws Exception {
    try (var client = server.client()) {
      String message = modern("\"h\"", "tools/call", call("echo"));
      Map<String, String> headers = modernHeaders(message);
      headers.put(header, value == null ? "" : value);
      Answer answer = client.post(message, headers);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(code(answer.json())).isEqualTo(code);
      assertThat(answer.json().get("id")).isEqualTo(json("\"h\""));
    }
  }

  @Test
  void a_header_that_is_there_twice_is_400() throws Exception {
    try (var client = server.client()) {
      String message = modern("1", "tools/call", call("echo"));
      Map<String, String> headers = modernHeaders(message);
      headers.put("mcp-name", "echo");
      assertThat(code(client.post(message, headers).json())).isEqualTo(-32020);
      headers.remove("mcp-name");
      headers.put("mcp-protocol-version", "2026-07-28");
      Answer answer = client.post(message, headers);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(code(answer.json())).isEqualTo(-32020);
    }
  }

  @Test
  void the_names_of_headers_have_no_case_and_a_value_may_be_wrapped() throws Exception {
    try (var client = server.client()) {
      String message = modern("1", "tools/call", call("echo"));
      assertThat(
              text(
                  client
                      .post(
                          message,
                          Map.of(
                              "mcp-protocol-version", "2026-07-28",
                              "MCP-METHOD", "tools/call",
                              "mCP-nAME", "=?base64?ZWNobw==?="))
                      .json()))
          .isEqualTo("{}");
    }
  }

  @Test
  void a_version_that_is_not_spoken_is_400_with_those_that_are() throws Exception {
    try (var client = server.client()) {
      String message = modern("1", "tools/list", "{}").replace("2026-07-28", "1900-01-01");
      Map<String, String> headers = modernHeaders(message);
      headers.put("MCP-Protocol-Version", "1900-01-01");
      Answer answer = client.post(message, headers);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().get("error"))
          .isEqualTo(
              json(
                  """
                  {"code":-32022,"message":"unsupported protocol version",
                   "data":{"supported":["2026-07-28"],"requested":"1900-01-01"}}
                  """));
    }
  }

  @Test
  void a_modern_header_without_metadata_is_400_and_an_error_of_the_parameters() throws Exception {
    try (var client = server.client()) {
      Answer answer =
          client.post(
              legacy("1", "tools/list", "{}"), Map.of("MCP-Protocol-Version", "2026-07-28"));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(code(answer.json())).isEqualTo(-32602);
      String noCapabilities =
          modern("1", "tools/list", "{}").replace("clientCapabilities", "somethingElse");
      Answer missing = client.modern(noCapabilities);
      assertThat(missing.status()).isEqualTo(400);
      assertThat(code(missing.json())).isEqualTo(-32602);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"initialize", "ping", "logging/setLevel", "resources/subscribe", "no/such"})
  void a_method_that_this_era_lacks_is_404_with_the_id(String method) throws Exception {
    try (var client = server.client()) {
      Answer answer = client.modern(modern("\"m\"", method, "{}"));
      assertThat(answer.status()).isEqualTo(404);
      assertThat(code(answer.json())).isEqualTo(-32601);
      assertThat(answer.json().get("id")).isEqualTo(json("\"m\""));
    }
  }

  @Test
  void an_unknown_tool_is_an_answer_so_that_no_client_falls_back_to_the_other_era()
      throws Exception {
    try (var client = server.client()) {
      Answer answer = client.modern(modern("1", "tools/call", call("no_such")));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(code(answer.json())).isEqualTo(-32602);
    }
  }

  @Test
  void a_call_without_a_name_is_not_blamed_on_its_headers() throws Exception {
    try (var client = server.client()) {
      Answer answer = client.modern(modern("1", "tools/call", "{}"));
      assertThat(code(answer.json())).isEqualTo(-32602);
    }
  }

  @Test
  void a_notification_is_202_and_empty() throws Exception {
    try (var client = server.client()) {
      Answer answer =
          client.post(
              notification("notifications/cancelled", "{\"requestId\":1}"),
              Map.of("MCP-Protocol-Version", "2026-07-28"));
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void a_response_is_400_since_nobody_asked() throws Exception {
    try (var client = server.client()) {
      assertThat(
              client
                  .post(
                      "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
                      Map.of("MCP-Protocol-Version", "2026-07-28"))
                  .status())
          .isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE", "PUT", "OPTIONS"})
  void every_method_but_post_is_405(String method) throws Exception {
    try (var client = server.client()) {
      client.send(method, "", Map.of("MCP-Protocol-Version", "2026-07-28"));
      Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).contains("POST");
    }
  }

  @Test
  void requests_of_strangers_may_have_the_same_id_at_the_same_time() throws Exception {
    try (var one = server.client();
        var other = server.client()) {
      String hold = modern("1", "tools/call", call("hold"));
      one.send("POST", hold, modernHeaders(hold));
      server.workbench.awaitStart();
      assertThat(text(other.modern(modern("1", "tools/call", call("echo"))).json()))
          .isEqualTo("{}");
      server.workbench.release();
      assertThat(text(one.read().json())).isEqualTo("released");
    }
  }
}
