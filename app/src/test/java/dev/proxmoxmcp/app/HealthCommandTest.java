package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server asked whether it is well, by the command that runs beside it in a container. */
class HealthCommandTest {
  private static final String TOKEN = "anna=sha256:" + "0".repeat(64);

  @TempDir private Path folder;

  @Test
  void a_server_that_answers_is_well_though_it_is_not_ready_without_its_cluster() throws Exception {
    Map<String, String> environment = environment("state");
    try (HttpServing server = serving(environment, "127.0.0.1:0")) {
      String here = "127.0.0.1:" + server.address().getPort();

      CommandRun health = CommandRun.in(environment, "health", here);
      assertThat(health.err()).isEmpty();
      assertThat(health.out()).isEqualTo("http://" + here + " says: ok");
      assertThat(health.exitCode()).isZero();

      CommandRun ready = CommandRun.in(environment, "health", "--ready", here);
      assertThat(ready.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(ready.err())
          .isEqualToIgnoringNewLines(
              "The server at http://" + here + " says of /readyz: no cluster has answered yet");
    }
  }

  @Test
  void a_certificate_of_its_own_making_is_known_again_and_that_of_another_is_not()
      throws Exception {
    Map<String, String> environment = environment("state");
    Map<String, String> another = environment("another");
    environment.put("PROXMOX_MCP_HTTP_TOKENS", TOKEN);
    another.put("PROXMOX_MCP_HTTP_TOKENS", TOKEN);
    try (HttpServing server = serving(environment, "0.0.0.0:0");
        HttpServing other = serving(another, "0.0.0.0:0")) {
      CommandRun own =
          CommandRun.in(environment, "health", "0.0.0.0:" + server.address().getPort());
      assertThat(own.err()).isEmpty();
      assertThat(own.out()).startsWith("https://127.0.0.1:").endsWith(" says: ok");

      CommandRun stranger =
          CommandRun.in(environment, "health", "0.0.0.0:" + other.address().getPort());
      assertThat(stranger.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(stranger.err()).startsWith("No server answers at https://127.0.0.1:");
    }
  }

  @Test
  void behind_a_proxy_it_is_asked_past_it() throws Exception {
    Map<String, String> environment = environment("state");
    environment.put("PROXMOX_MCP_HTTP_TOKENS", TOKEN);
    environment.put("PROXMOX_MCP_HTTP_PROXIES", "192.0.2.1");
    try (HttpServing server = serving(environment, "0.0.0.0:0")) {
      CommandRun run =
          CommandRun.in(environment, "health", "0.0.0.0:" + server.address().getPort());

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
    }
  }

  @Test
  void where_nobody_listens_it_is_not_well() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    CommandRun run = CommandRun.in(environment("state"), "health", Integer.toString(free));

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(run.err()).startsWith("No server answers at http://127.0.0.1:" + free + ": ");
  }

  @Test
  void what_the_settings_say_about_all_else_may_be_wrong() throws Exception {
    try (HttpServing server = serving(environment("state"), "127.0.0.1:0")) {
      Path file = folder.resolve("settings.yaml");
      Files.writeString(
          file,
          """
          version: 1
          http:
            address: 127.0.0.1:%d
          clusters:
            lab:
              token-value: file:nowhere
          """
              .formatted(server.address().getPort()));

      CommandRun run = CommandRun.of("health", "--config", file.toString());
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();

      Files.writeString(file, "version: 1\nhttp: {tls: perhaps}\n");
      CommandRun wrong = CommandRun.of("health", "--config", file.toString());
      assertThat(wrong.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(wrong.err()).contains(":2:13: tls is true or false.");
    }
  }

  @Test
  void without_arguments_it_is_asked_where_the_settings_say() {
    Map<String, String> environment = environment("state");
    environment.put("PROXMOX_MCP_HTTP_ADDRESS", "127.0.0.1:1");

    CommandRun run = CommandRun.in(environment, "health");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(run.err()).startsWith("No server answers at http://127.0.0.1:1: ");
  }

  private Map<String, String> environment(String state) {
    Map<String, String> environment = new HashMap<>(Settings.complete());
    environment.put("XDG_STATE_HOME", folder.resolve(state).toString());
    return environment;
  }

  private static HttpServing serving(Map<String, String> environment, String listen)
      throws Exception {
    return new HttpServing(err -> program(environment, err), listen, SocketFactory.getDefault());
  }

  private static Program program(Map<String, String> environment, OutputStream err) {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Program(terminal, environment, InstantSource.system(), Thread::sleep);
  }
}
