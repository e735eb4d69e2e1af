package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Backup Server as a person at a terminal reaches it: by variables, and by a settings file. */
class BackupServerTest {
  @TempDir Path folder;

  private static SimulatedCluster simulated() throws IOException {
    return SimulatedCluster.homelab().clock(InstantSource.system()).start();
  }

  private static Map<String, String> variables(SimulatedBackupServer server) {
    String[] token = server.auditorToken().id().split("!", 2);
    return new HashMap<>(
        Map.of(
            "PROXMOX_KIND",
            "pbs",
            "PROXMOX_HOST",
            "127.0.0.1",
            "PROXMOX_PORT",
            Integer.toString(server.address().getPort()),
            "PROXMOX_USER",
            token[0],
            "PROXMOX_TOKEN_NAME",
            token[1],
            "PROXMOX_TOKEN_VALUE",
            server.auditorToken().secret().reveal(),
            "PROXMOX_FINGERPRINT",
            server.fingerprint()));
  }

  @Test
  void variables_are_enough_for_one() throws IOException {
    try (SimulatedCluster cluster = simulated();
        SimulatedBackupServer server = SimulatedBackupServer.beside(cluster).start()) {
      CommandRun run = CommandRun.in(variables(server), "call", "cluster_overview");

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).startsWith("Proxmox Backup Server 4.1.4.\ndatastore\tused");
    }
  }

  @Test
  void a_settings_file_has_it_beside_its_cluster() throws IOException {
    try (SimulatedCluster cluster = simulated();
        SimulatedBackupServer server = SimulatedBackupServer.beside(cluster).start()) {
      String file = settings(cluster, server);
      Map<String, String> environment =
          Map.of(
              "LAB", cluster.operatorToken().secret().reveal(),
              "VAULT", server.operatorToken().secret().reveal());

      CommandRun run =
          CommandRun.in(
              environment, "call", "--config", file, "backup_list", "guest=105", "latest=true");

      assertThat(run.err()).isEmpty();
      assertThat(run.out())
          .contains("== cluster lab ==\n3 backups", "== cluster vault ==\n3 backups");
      assertThat(CommandRun.in(environment, "tools", "--config", file).out())
          .contains("cluster: one of lab, vault");
    }
  }

  @Test
  void a_pve_kind_at_its_port_is_told_what_was_expected_there() throws IOException {
    try (SimulatedCluster cluster = simulated();
        SimulatedBackupServer server = SimulatedBackupServer.beside(cluster).start()) {
      Map<String, String> wrong = variables(server);
      wrong.remove("PROXMOX_KIND");

      CommandRun run = CommandRun.in(wrong, "call", "cluster_overview");

      assertThat(run.exitCode()).isNotZero();
      assertThat(run.err()).contains("401").doesNotContain(server.auditorToken().secret().reveal());
    }
  }

  private String settings(SimulatedCluster cluster, SimulatedBackupServer server)
      throws IOException {
    Path file =
        Files.createFile(
            folder.resolve("settings.yaml"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
    Files.writeString(
        file,
        """
        version: 1
        clusters:
          lab:
            host: 127.0.0.1
            port: %d
            token-id: %s
            token-value: env:LAB
            fingerprints: "%s"
          vault:
            kind: pbs
            host: 127.0.0.1
            port: %d
            token-id: %s
            token-value: env:VAULT
            fingerprints: "%s"
        """
            .formatted(
                cluster.address().getPort(),
                cluster.operatorToken().id(),
                cluster.fingerprint(),
                server.address().getPort(),
                server.operatorToken().id(),
                server.fingerprint()));
    return file.toString();
  }
}
