package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.HttpClient.modernHeaders;
import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What {@code /healthz} and {@code /readyz} say, and how a server comes to its end. */
class HttpDrainTest {
  private static final Duration PATIENCE = Duration.ofSeconds(Workbench.PATIENCE_SECONDS);

  private final AtomicReference<Optional<String>> whyNot = new AtomicReference<>(Optional.empty());

  @Test
  void a_server_that_started_is_ready() throws Exception {
    try (HttpFixture server = started()) {
      assertThat(get(server, "/readyz").status()).isEqualTo(200);
      assertThat(get(server, "/readyz").body()).isEqualTo("ready\n");
    }
  }

  @Test
  void what_the_program_says_against_it_is_told_and_the_server_is_healthy_all_the_same()
      throws Exception {
    try (HttpFixture server = started()) {
      whyNot.set(Optional.of("no cluster has answered yet"));
      Answer answer = get(server, "/readyz");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Content-Type")).startsWith("text/plain");
      assertThat(answer.body()).isEqualTo("no cluster has answered yet\n");
      assertThat(get(server, "/healthz").status()).isEqualTo(200);
      whyNot.set(Optional.empty());
      assertThat(get(server, "/readyz").status()).isEqualTo(200);
    }
  }

  @Test
  void one_that_is_told_to_end_says_so_refuses_calls_in_words_and_finishes_those_under_way()
      throws Exception {
    HttpFixture server = started();
    try (var running = server.client()) {
      String hold = modern("1", "tools/call", call("hold"));
      running.send("POST", hold, modernHeaders(hold));
      server.workbench.awaitStart();

      Thread closing = Thread.ofVirtual().start(server::close);
      Answer ready = get(server, "/readyz");
      while (ready.status() == 200) {
        ready = get(server, "/readyz");
      }
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("this server is stopping\n");
      assertThat(get(server, "/healthz").status()).isEqualTo(200);
      try (var late = server.client()) {
        String refusal = text(late.modern(modern("2", "tools/call", call("echo"))).json());
        while (refusal.equals("{}")) { // it was not quite told yet
          refusal = text(late.modern(modern("2", "tools/call", call("echo"))).json());
        }
        assertThat(refusal)
            .isEqualTo("This server is stopping and takes no new calls. Nothing was done.");
      }
      server.workbench.release();
      assertThat(text(running.read().json())).isEqualTo("released");
      assertThat(closing.join(PATIENCE)).isTrue();
    }
  }

  private HttpFixture started() throws Exception {
    return new HttpFixture(
        new Limits(8, 64 * 1024, PATIENCE),
        new HttpSettings(
            "127.0.0.1", 0, new Caller("local"), HttpLimits.DEFAULT.withSilence(PATIENCE)),
        whyNot::get);
  }

  private static Answer get(HttpFixture server, String path) throws Exception {
    try (var client = server.client()) {
      client.head("GET " + path + " HTTP/1.1", "Host: localhost");
      return client.read();
    }
  }
}
