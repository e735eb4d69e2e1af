package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.Talk.initialize;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server answers beside MCP: behind the same door, and without its tokens. */
class HttpBesideTest {
  private static final String ANNA_TOKEN = "pmcp_anna-0123456789abcdefghijklmnopqrstu";
  private static final AccessToken ANNA = AccessToken.of("anna", Secret.simulated(ANNA_TOKEN));

  @SuppressWarnings("NullAway.Init") // set before each test
  private HttpTransport server;

  @BeforeEach
  void start() throws Exception {
    server =
        HttpTransport.start(
            new Workbench().server(new Limits(8, 64 * 1024, Duration.ofMillis(100))),
            new HttpSettings(
                "127.0.0.1", 0, new AccessTokens(List.of(ANNA)), Exposure.NONE, HttpLimits.DEFAULT),
            new SecureRandom(),
            Readiness.STARTED,
            List.of(
                Beside.open("/pages", HttpBesideTest::handled),
                Beside.text("/figures", "text/plain; version=0.0.4", () -> "one 1\n")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static boolean handled(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (path.endsWith("/defect")) {
      throw new IllegalStateException("a defect");
    }
    if (path.endsWith("/none")) {
      return false;
    }
    boolean virtual = Thread.currentThread().isVirtual();
    response.write(
        true, ByteBuffer.wrap((path + " " + virtual).getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pages", "/pages/", "/pages/one/two"})
  void its_paths_are_its_own_on_a_thread_that_may_wait(String path) throws Exception {
    assertThat(get(path, server.address().getAuthority()).body()).isEqualTo(path + " true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pagesmore", "/page", "/", "/mcp/pages"})
  void other_paths_are_not(String path) throws Exception {
    assertThat(get(path, server.address().getAuthority()).status()).isEqualTo(404);
  }

  @Test
  void whoever_calls_by_another_name_does_not_get_there() throws Exception {
    Answer answer = get("/pages", "evil.example");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).startsWith("Host and Origin must be a name");
  }

  @Test
  void a_defect_of_it_and_what_it_does_not_answer_end_the_request_alone() throws Exception {
    assertThat(get("/pages/defect", server.address().getAuthority()).status()).isEqualTo(500);
    assertThat(get("/pages/none", server.address().getAuthority()).status()).isEqualTo(404);
    assertThat(get("/pages", server.address().getAuthority()).status()).isEqualTo(200);
  }

  @Test
  void what_is_for_callers_wants_their_token_and_is_for_reading_alone() throws Exception {
    String host = server.address().getAuthority();
    String token = "Authorization: Bearer " + ANNA_TOKEN;

    assertThat(get("/figures", host).status()).isEqualTo(401);
    assertThat(ask("GET", "/figures", host, "Authorization: Bearer pmcp_another").status())
        .isEqualTo(401);
    Answer answer = ask("GET", "/figures", host, token);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("one 1\n");
    assertThat(answer.header("content-type")).isEqualTo("text/plain; version=0.0.4");
    assertThat(ask("DELETE", "/figures", host, token).status()).isEqualTo(405);
    assertThat(ask("GET", "/figures", "evil.example", token).status()).isEqualTo(403);
  }

  @Test
  void mcp_wants_its_token_as_before() throws Exception {
    try (HttpClient client = new HttpClient(server.address())) {
      assertThat(client.post(initialize("2025-11-25"), Map.of()).status()).isEqualTo(401);
    }
  }

  private Answer get(String path, String host) throws Exception {
    return ask("GET", path, host, "Accept: */*");
  }

  private Answer ask(String method, String path, String host, String header) throws Exception {
    URI address = server.address().resolve(path);
    try (HttpClient client = new HttpClient(address)) {
      client.head(method + " " + path + " HTTP/1.1", "Host: " + host, header, "Connection: close");
      return client.read();
    }
  }
}
