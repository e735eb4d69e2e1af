package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.mcp.transport.http.AccessToken;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens for people who call over HTTP, from the command that makes one to the call. */
class HttpTokenTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"guest_list\",\"arguments\":{}}}";

  @TempDir private Path folder;

  private final HandTurned looks = new HandTurned();

  @Test
  void one_is_made_and_shown_once_with_the_line_for_the_settings() {
    CommandRun run = CommandRun.of("http-token", "anna");
    CommandRun another = CommandRun.of("http-token", "anna");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("pmcp_[A-Za-z0-9_-]{43}").isNotEqualTo(another.out());
    assertThat(run.err())
        .contains("    anna: " + AccessToken.of("anna", Secret.of(run.out())).hash() + "\n")
        .contains(
            "  PROXMOX_MCP_HTTP_TOKENS=anna="
                + AccessToken.of("anna", Secret.of(run.out())).hash()
                + "\n")
        .doesNotContain(run.out());
  }

  @Test
  void what_is_no_name_is_refused() {
    CommandRun run = CommandRun.of("http-token", "anna and bela");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("the name of a token has up to 64 letters");
  }

  @Test
  void who_shows_one_that_the_settings_know_is_served_and_nobody_else() throws Exception {
    CommandRun made = CommandRun.of("http-token", "anna");
    try (SimulatedCluster cluster = simulated()) {
      Map<String, String> environment = Settings.of(cluster);
      environment.put("PROXMOX_MCP_HTTP_TOKENS", "anna=" + hash(made));
      try (HttpServing server =
          new HttpServing(err -> HttpServing.program(environment, err, looks))) {
        assertThat(server.post(CALL)).startsWith("HTTP/1.1 401 ");
        assertThat(server.post(CALL, Map.of("Authorization", "Bearer nobody")))
            .startsWith("HTTP/1.1 401 ");
        assertThat(server.post(CALL, bearer(made))).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void one_that_is_taken_out_of_the_file_is_refused_while_the_server_runs() throws Exception {
    CommandRun anna = CommandRun.of("http-token", "anna");
    CommandRun bela = CommandRun.of("http-token", "bela");
    try (SimulatedCluster cluster = simulated()) {
      write("anna: " + hash(anna));
      Map<String, String> environment = new HashMap<>(Settings.of(cluster));
      environment.put("PROXMOX_MCP_CONFIG", file().toString());
      try (HttpServing server =
          new HttpServing(err -> HttpServing.program(environment, err, looks))) {
        assertThat(server.post(CALL, bearer(anna))).startsWith("HTTP/1.1 200 ");

        write("bela: " + hash(bela));
        looks.two();

        assertThat(server.post(CALL, bearer(anna))).startsWith("HTTP/1.1 401 ");
        assertThat(server.post(CALL, bearer(bela)))
            .as("a new one waits for the next start")
            .startsWith("HTTP/1.1 401 ");
      }
    }
  }

  @Test
  void what_the_settings_say_wrongly_is_told_with_its_place_and_not_shown() throws IOException {
    Files.writeString(
        file(),
        """
        version: 1
        http:
          names: ["mcp.example.org:443"]
          proxies: proxy.example.org
          tokens:
            anna: pmcp_a-token-and-no-hash
            "anna and bela": sha256:%s
        """
            .formatted("0".repeat(64)));
    Map<String, String> environment = Settings.complete();

    CommandRun run = CommandRun.in(environment, "settings", "check", "--config", file().toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            file()
                + ":6:11: http.tokens.anna: the hash of a token is sha256: and 64 hexadecimal"
                + " digits.",
            file()
                + ":7:22: http.tokens.anna and bela: the name of a token has up to 64 letters,"
                + " digits, and inner dots, underscores and hyphens.",
            file()
                + ":4:12: http.proxies: this is no address or range of addresses, such as"
                + " 10.1.2.3, 10.1.0.0/16 or fd00::/8.",
            file()
                + ":3:11: http.names: this is no name of a server, such as mcp.example.org,"
                + " without a port.");
  }

  private static SimulatedCluster simulated() throws IOException {
    return SimulatedCluster.homelab().clock(InstantSource.system()).start();
  }

  private Path file() {
    return folder.resolve("settings.yaml");
  }

  private void write(String tokens) throws IOException {
    Path next = folder.resolve("next.yaml");
    Files.writeString(next, "version: 1\nhttp:\n  tokens:\n    " + tokens + "\n");
    Files.move(next, file(), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String hash(CommandRun made) {
    return AccessToken.of("x", Secret.of(made.out())).hash();
  }

  private static Map<String, String> bearer(CommandRun made) {
    return Map.of("Authorization", "Bearer " + made.out());
  }
}
