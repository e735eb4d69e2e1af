package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clusters by one settings file, as a person at a terminal reaches them. */
class SeveralClustersTest {
  @TempDir Path folder;

  @Test
  void a_list_shows_both_and_a_named_cluster_alone_is_asked_alone() throws IOException {
    try (SimulatedCluster north = simulated(24);
        SimulatedCluster south = simulated(20)) {
      String file = settings(north, south);

      CommandRun both = CommandRun.of("call", "--config", file, "guest_list", "limit=1");
      CommandRun one =
          CommandRun.of("call", "--config", file, "guest_list", "limit=1", "cluster=south");

      assertThat(both.err()).isEmpty();
      assertThat(both.exitCode()).isZero();
      assertThat(both.out())
          .startsWith("== cluster north ==\n24 guests")
          .contains("== cluster south ==\n20 guests");
      assertThat(one.out()).startsWith("== cluster south ==\n20 guests").doesNotContain("north");
    }
  }

  @Test
  void a_guest_of_one_cluster_is_found_and_started_there() throws IOException {
    try (SimulatedCluster north = simulated(24);
        SimulatedCluster south = simulated(20)) {
      // Ordinary guests are the first to go: the south has no win11.
      CommandRun run =
          CommandRun.in(
              Map.of("PROXMOX_MCP_STATE", folder.resolve("state").toString()),
              "call",
              "--config",
              settings(north, south),
              "guest_power",
              "guests=win11",
              "action=start",
              "--allow=change");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).startsWith("== cluster north ==\nVM 106 \"win11\" on pve2: start done");
      assertThat(north.guest(106).orElseThrow().status()).isEqualTo("running");
    }
  }

  @Test
  void one_cluster_down_is_told_and_the_other_answers() throws IOException {
    try (SimulatedCluster north = simulated(24);
        SimulatedCluster south = simulated(20)) {
      String file = settings(north, south);
      goesDown(north);

      CommandRun run = CommandRun.of("call", "--config", file, "cluster_overview", "--json");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .startsWith("{\"clusters\":[{\"cluster\":\"north\",\"problem\":\"")
          .contains("{\"cluster\":\"south\",\"version\":");
    }
  }

  @Test
  void the_variable_names_the_file_as_well() throws IOException {
    try (SimulatedCluster north = simulated(24);
        SimulatedCluster south = simulated(20)) {
      Map<String, String> environment = Map.of("PROXMOX_MCP_CONFIG", settings(north, south));

      assertThat(CommandRun.in(environment, "call", "guest_get", "guest=win11").out())
          .startsWith("== cluster north ==\n");
    }
  }

  @Test
  void the_tools_are_shown_with_the_clusters() throws IOException {
    try (SimulatedCluster north = simulated(24);
        SimulatedCluster south = simulated(20)) {
      String file = settings(north, south);

      assertThat(CommandRun.of("tools", "--config", file).out())
          .contains("cluster: one of north, south");
      assertThat(CommandRun.of("tools", "--config", file, "--json").out())
          .contains("\"enum\" : [ \"north\", \"south\" ]");
      assertThat(north.requests().count() + south.requests().count()).isZero();
    }
  }

  @Test
  void what_only_the_client_knows_is_told_with_file_and_line_too() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            version: 1
            clusters:
              -lab-:
                host: pve1
                token-id: mcp@pve!a
                token-value: env:T
              attic:
                host: a..b
                token-id: nobody
                token-value: env:T
                fingerprints: {pve1: AA}
              office:
                host: pve1
                token-id: mcp@pve!a
                token-value: env:T
                ca-file: nowhere.pem
            """);
    Map<String, String> environment = Map.of("T", Settings.SECRET);

    CommandRun run = CommandRun.in(environment, "serve", "--config", file.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err())
        .contains(
            file + ":3:3: '-lab-' is not a cluster name",
            file + ":8:5: host: ",
            file + ":9:5: token-id: ",
            file + ":11:5: fingerprints: ")
        .doesNotContain("\tat ", Settings.SECRET);
  }

  @Test
  void an_authority_file_that_cannot_be_read_is_told_with_file_and_line() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            version: 1
            clusters:
              lab:
                host: pve1
                token-id: mcp@pve!a
                token-value: env:T
                ca-file: nowhere.pem
            """);

    CommandRun run =
        CommandRun.in(Map.of("T", Settings.SECRET), "serve", "--config", file.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err()).contains(file + ":7:5: ca-file: ", folder.resolve("nowhere.pem") + "");
  }

  @Test
  void the_demo_and_a_settings_file_exclude_each_other() {
    CommandRun run = CommandRun.of("call", "guest_list", "--demo", "--config", "x.yaml");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--demo and --config exclude each other");
  }

  private static void goesDown(SimulatedCluster cluster) {
    cluster.close();
  }

  private static SimulatedCluster simulated(int guests) throws IOException {
    return SimulatedCluster.homelab()
        .clock(InstantSource.system())
        .guests(guests)
        .refusalDelay(Duration.ZERO)
        .start();
  }

  private String settings(SimulatedCluster north, SimulatedCluster south) throws IOException {
    Path file = folder.resolve("settings.yaml");
    Files.writeString(
        file, "version: 1\nclusters:\n" + cluster("north", north) + cluster("south", south));
    return file.toString();
  }

  private String cluster(String name, SimulatedCluster cluster) throws IOException {
    Path token = folder.resolve(name + ".token");
    Files.writeString(token, cluster.operatorToken().secret().reveal());
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    return """
      %s:
        host: 127.0.0.1:%d
        token-id: %s
        token-value: file:%s.token
        fingerprints: ["%s"]
    """
        .formatted(
            name,
            cluster.address().getPort(),
            cluster.operatorToken().id(),
            name,
            cluster.fingerprint());
  }
}
