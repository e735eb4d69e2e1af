package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

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

/** From the Python ProxmoxMCP to this one, against the cluster that both mean. */
class MigrateTest {
  @TempDir Path folder;

  @Test
  void what_was_migrated_reaches_the_cluster_once_its_certificate_is_compared() throws IOException {
    try (SimulatedCluster cluster =
        SimulatedCluster.homelab().clock(InstantSource.system()).start()) {
      String old = old(cluster, "false");

      CommandRun run = CommandRun.in(home(), "migrate", old);

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .startsWith("Settings written to " + target() + ": cluster proxmox.")
          .contains("verify_ssl was false", cluster.fingerprint(), "settings check")
          .doesNotContain(secret(cluster));
      String settings = Files.readString(target());
      assertThat(settings)
          .contains("token-value: file:proxmox.token\n", "    # fingerprints: \"")
          .doesNotContain(secret(cluster));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token())))
          .isEqualTo("rw-------");
      assertThat(CommandRun.in(home(), "call", "guest_list").err())
          .contains("was not trusted")
          .doesNotContain("\tat ");

      CommandRun check = CommandRun.in(home(), "settings", "check");
      assertThat(check.exitCode()).isZero();
      assertThat(check.err())
          .startsWith("Warning: cluster proxmox has neither fingerprints nor ca-file")
          .hasLineCount(1);

      Files.writeString(target(), settings.replace("# fingerprints", "fingerprints"));

      CommandRun pinned = CommandRun.in(home(), "settings", "check");
      assertThat(pinned.out()).startsWith("OK: " + target());
      assertThat(pinned.err()).isEmpty();
      assertThat(CommandRun.in(home(), "call", "guest_list", "limit=1").out())
          .startsWith("24 guests");
    }
  }

  @Test
  void nothing_is_overwritten_unless_that_is_asked_for() throws IOException {
    try (SimulatedCluster cluster =
        SimulatedCluster.homelab().clock(InstantSource.system()).start()) {
      String old = old(cluster, "true");
      Files.createDirectories(target().getParent());
      Files.writeString(target(), "mine");
      Files.writeString(token(), "mine");

      CommandRun refused = CommandRun.in(home(), "migrate", old);

      assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err())
          .isEqualTo(
              "%s is there already; --force replaces it.\n%s is there already; --force replaces it.\n"
                  .formatted(target(), token()));
      assertThat(target()).hasContent("mine");
      assertThat(token()).hasContent("mine");

      assertThat(CommandRun.in(home(), "migrate", old, "--force").exitCode()).isZero();
      assertThat(token()).hasContent(secret(cluster));
      assertThat(folder.resolve(".config/proxmox-mcp"))
          .isDirectoryNotContaining(one -> !one.equals(target()) && !one.equals(token()));
    }
  }

  @Test
  void a_host_that_does_not_answer_leaves_a_line_to_complete() throws IOException {
    String old =
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"host": "pve1.invalid", "user": "mcp@pve", "token_name": "a",
                 "token_value": "${PVE_TOKEN}", "verify_ssl": false}
                """)
            .toString();
    Path elsewhere = folder.resolve("new/lab.yaml");

    CommandRun run = CommandRun.in(home(), "migrate", old, "--to", elsewhere.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("The host did not answer just now: run `")
        .contains("`proxmox-mcp settings check --config " + elsewhere + "`")
        .contains("`proxmox-mcp call cluster_overview --config " + elsewhere + "`");
    assertThat(elsewhere)
        .hasContent(
            """
            # Made by `proxmox-mcp migrate`; every key is in docs/settings.md.
            version: 1
            clusters:
              pve1:
                host: pve1.invalid
                port: 8006
                user: mcp@pve
                token-name: a
                token-value: env:PVE_TOKEN
                # verify_ssl was false. Compare with `pvenode cert info` on the host, then take the # off:
                # fingerprints: "…"
            """);
  }

  private String old(SimulatedCluster cluster, String verified) throws IOException {
    String[] token = cluster.operatorToken().id().split("!", 2);
    return Files.writeString(
            folder.resolve("config.json"),
            """
            {"proxmox": {"host": "127.0.0.1", "port": %d, "verify_ssl": %s},
             "auth": {"user": "%s", "token_name": "%s", "token_value": "%s"}}
            """
                .formatted(
                    cluster.address().getPort(), verified, token[0], token[1], secret(cluster)))
        .toString();
  }

  private static String secret(SimulatedCluster cluster) {
    return cluster.operatorToken().secret().reveal();
  }

  private Path target() {
    return folder.resolve(".config/proxmox-mcp/settings.yaml");
  }

  private Path token() {
    return target().resolveSibling("proxmox.token");
  }

  private Map<String, String> home() {
    return new HashMap<>(Map.of("HOME", folder.toString()));
  }
}
