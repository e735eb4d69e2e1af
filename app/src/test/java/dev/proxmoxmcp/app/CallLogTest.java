package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What is logged beside an answer to a person. */
@Isolated // there is one log for a process
class CallLogTest {
  @TempDir Path folder;

  @Test
  void the_log_level_of_the_settings_is_the_servers_and_puts_no_lines_before_an_answer()
      throws IOException {
    try (SimulatedCluster cluster =
        SimulatedCluster.homelab().clock(InstantSource.system()).start()) {
      Map<String, String> environment = Settings.of(cluster);
      environment.put("PROXMOX_MCP_STATE", folder.resolve("state").toString());
      Path file =
          Files.writeString(folder.resolve("log.yaml"), "version: 1\nlog: {level: debug}\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      environment.put("PROXMOX_MCP_CONFIG", file.toString());

      assertThat(logged(environment, "call", "guest_get", "guest=101")).isEmpty();
      assertThat(logged(environment, "call", "guest_get", "guest=101", "--log-level", "info"))
          .contains("Tool ended.");
      environment.put("PROXMOX_MCP_LOG_LEVEL", "debug");
      assertThat(logged(environment, "call", "guest_get", "guest=101")).contains("Tool ended.");
    }
  }

  private static String logged(Map<String, String> environment, String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      assertThat(CommandRun.in(environment, arguments).exitCode()).isZero();
    } finally {
      System.setErr(before);
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
