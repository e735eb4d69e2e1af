package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the quick start has somebody type on a node gives the rights that the page promises. */
@Timeout(60)
class QuickStartTest {
  private static final Path PAGE = Path.of("..", "docs", "quick-start.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(pveum .*?)```");

  @TempDir Path home;

  @Test
  void the_token_of_the_page_looks_and_switches_guests_once_it_was_granted_that() throws Exception {
    List<String> blocks =
        BLOCK.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
    assertThat(blocks).hasSize(2);
    try (Patient patient = Patient.byVariables(home)) {
      typed(patient, blocks.getFirst());
      patient.environment.put("PROXMOX_USER", "mcp@pve");
      patient.environment.put("PROXMOX_TOKEN_NAME", "assistant");

      assertThat(call(patient, "cluster_overview").out()).contains("24 guests");
      assertThat(start(patient).exitCode()).isEqualTo(ExitCode.NO_PERMISSION);

      typed(patient, blocks.getLast());

      CommandRun started = start(patient);
      assertThat(started.exitCode()).as(started.err()).isZero();
      assertThat(call(patient, "cluster_overview").out()).contains("24 guests");
      assertThat(call(patient, "guest_get", "guest=203").out()).contains("running");
    }
  }

  private static void typed(Patient patient, String block)
      throws IOException, InterruptedException {
    for (String line : block.lines().toList()) {
      patient.there(line);
    }
  }

  private static CommandRun start(Patient patient) {
    return call(patient, "guest_power", "guests=203", "action=start", "--allow", "change");
  }

  private static CommandRun call(Patient patient, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "call";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandRun.in(patient.environment, all);
  }
}
