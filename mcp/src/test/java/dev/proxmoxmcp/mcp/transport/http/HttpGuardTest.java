package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.Talk.initialize;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask at all, and in what shape. */
class HttpGuardTest {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8642",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "10.0.0.1",
        "[::2]"
      })
  void a_host_that_is_not_this_machine_is_403_in_both_eras(String host) throws Exception {
    try (var client = server.client()) {
      Answer answer = client.post(initialize("2025-11-25"), Map.of("Host", host));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Content-Type")).startsWith("text/plain");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST:9", "127.0.0.1:8642", "127.1.2.3", "[::1]:80"})
  void every_name_of_this_machine_is_welcome_with_any_port(String host) throws Exception {
    try (var client = server.client()) {
      assertThat(client.post(initialize("2025-11-25"), Map.of("Host", host)).status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://localhost.evil.example",
        "null",
        "file://",
        "http://user@localhost",
        "http://localhost/path",
        "chrome-extension://localhost"
      })
  void an_origin_that_is_not_this_machine_is_403(String origin) throws Exception {
    try (var client = server.client()) {
      assertThat(client.post(initialize("2025-11-25"), Map.of("Origin", origin)).status())
          .isEqualTo(403);
    }
    try (var client = server.client()) {
      client.send("DELETE", "", Map.of("Origin", origin));
      assertThat(client.read().status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:6274", "https://127.0.0.1", "http://[::1]:3000"})
  void an_origin_of_this_machine_is_welcome(String origin) throws Exception {
    try (var client = server.client()) {
      assertThat(client.post(initialize("2025-11-25"), Map.of("Origin", origin)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void a_stranger_is_refused_before_the_body_is_read() throws Exception {
    try (var client = server.client()) {
      client.head(
          "POST /mcp HTTP/1.1",
          "Host: evil.example",
          "Content-Type: application/json",
          "Content-Length: 1000");
      assertThat(client.read().status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json; charset=utf-16",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/jsonp"
      })
  void a_body_that_claims_not_to_be_json_is_415(String type) throws Exception {
    try (var client = server.client()) {
      assertThat(client.post(initialize("2025-11-25"), Map.of("Content-Type", type)).status())
          .isEqualTo(415);
    }
  }

  @Test
  void a_body_that_claims_nothing_is_415_and_a_charset_of_utf_8_is_welcome() throws Exception {
    try (var client = server.client()) {
      assertThat(client.post(initialize("2025-11-25"), Map.of("Content-Type", "")).status())
          .isEqualTo(415);
      assertThat(
              client
                  .post(
                      initialize("2025-11-25"),
                      Map.of("Content-Type", "Application/JSON; charset=UTF-8"))
                  .status())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/event-stream",
        "text/html",
        "application/json, text/event-stream;q=0"
      })
  void a_client_that_does_not_take_both_kinds_of_answer_is_406(String accept) throws Exception {
    try (var client = server.client()) {
      assertThat(client.post(initialize("2025-11-25"), Map.of("Accept", accept)).status())
          .isEqualTo(406);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/*, text/*;q=0.1",
        "Text/Event-Stream, Application/JSON;charset=utf-8"
      })
  void a_client_that_takes_both_may_say_so_in_any_way(String accept) throws Exception {
    try (var client = server.client()) {
      assertThat(client.post(initialize("2025-11-25"), Map.of("Accept", accept)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void answers_name_no_product_and_no_stack() throws Exception {
    try (var client = server.client()) {
      Answer answer = client.post(initialize("2025-11-25"), Map.of());
      assertThat(answer.headers()).doesNotContainKeys("Server", "X-Powered-By");
      client.head("GET /nothing HTTP/1.1", "Host: localhost");
      Answer unknown = client.read();
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.body()).isEqualTo("the endpoint is /mcp\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE",
        "POST /mcp HTTP/1.1",
        "POST /mcp HTTP/1.1|Host: localhost|Host: evil.example",
        "POST /mcp HTTP/1.1|Host: localhost|Content-Length: x",
        "POST /mcp HTTP/1.1|Host: localhost|Content-Length: 1|Transfer-Encoding: chunked",
        "POST http://evil.example/mcp HTTP/1.1|Host: localhost",
        "POST /mcp HTTP/1.1|Host: localhost:8642.evil.example",
        "POST /mcp HTTP/3.0|Host: localhost",
        "GET /%ZZ HTTP/1.1|Host: localhost",
        "GET /a/%2e%2e/mcp HTTP/1.1|Host: localhost",
      })
  void what_is_no_http_is_refused_in_one_plain_line(String request) throws Exception {
    try (var client = server.client()) {
      client.head(request.split("\\|"));
      Answer answer = client.read();
      assertThat(answer.status()).isBetween(400, 505);
      assertThat(answer.body().strip().lines().count()).isLessThanOrEqualTo(1);
      assertThat(answer.body()).doesNotContainIgnoringCase("jetty", "<html", "Exception", "\tat ");
      assertThat(answer.headers()).doesNotContainKey("Server");
    }
  }

  @Test
  void a_header_without_end_is_refused() throws Exception {
    try (var client = server.client()) {
      client.raw("POST /mcp HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000));
      Answer answer = client.read();
      assertThat(answer.status()).isEqualTo(431);
      assertThat(answer.body()).doesNotContainIgnoringCase("jetty");
    }
  }

  @Test
  void health_is_a_word() throws Exception {
    try (var client = server.client()) {
      client.head("GET /healthz HTTP/1.1", "Host: localhost");
      assertThat(client.read().body()).isEqualTo("ok\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
  void an_address_that_others_reach_is_refused_at_the_start(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(host, 0).close())
        .withMessageContaining(host)
        .withMessageContaining("127.0.0.1");
  }

  @Test
  void an_occupied_port_is_told_with_its_number() {
    int port = server.transport.address().getPort();
    assertThatIOException()
        .isThrownBy(() -> start("127.0.0.1", port).close())
        .withMessageStartingWith("port " + port + " on 127.0.0.1 is in use");
  }

  @Test
  void the_other_loopback_address_and_its_name_work_too() throws Exception {
    try (var other = start("localhost", 0);
        var client = new dev.proxmoxmcp.mcp.fixture.HttpClient(other.address())) {
      assertThat(client.modern(modern("1", "tools/list", "{}")).status()).isEqualTo(200);
    }
  }

  private static HttpTransport start(String host, int port) throws Exception {
    return HttpTransport.start(
        new Workbench().server(),
        new HttpSettings(host, port, new Caller("local")),
        new SecureRandom());
  }
}
