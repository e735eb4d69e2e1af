package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedCertificate;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallTest {
  @TempDir Path folder;

  @Test
  void a_tool_is_called_on_the_host_of_the_environment() throws IOException {
    try (SimulatedCluster cluster = simulated()) {
      CommandRun run =
          CommandRun.in(settings(cluster), "call", "guest_list", "state=running", "kind=ct");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).startsWith("5 of 24 guests: kind=ct, state=running.");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void the_bad_morning_is_asked_about_without_a_client() {
    CommandRun run = CommandRun.of("call", "cluster_overview", "--demo", "--scenario", "incident");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("offline").doesNotContain("Nothing wants attention");
  }

  @Test
  void a_scenario_without_the_demo_is_refused_with_what_it_goes_with() {
    CommandRun run = CommandRun.of("call", "cluster_overview", "--scenario", "incident");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--scenario, --guests and --seed", "they go with --demo");
  }

  @Test
  void a_tool_is_called_on_a_demo_without_any_settings() {
    CommandRun run = CommandRun.of("call", "cluster_overview", "--demo");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Cluster \"homelab\": quorate, 3 of 3 nodes online");
  }

  @Test
  void an_id_of_a_demo_that_ended_with_the_call_is_not_left_to_be_used() {
    String ended =
        "This demo ended with the call: its ids are known to no other. `proxmox-mcp demo`";

    CommandRun done = CommandRun.of("call", "guest_power", "guests=203", "action=start", "--demo");
    CommandRun planned =
        CommandRun.of(
            "call", "guest_power", "guests=203", "action=start", "--demo", "--allow=read");
    CommandRun json =
        CommandRun.of("call", "guest_power", "guests=203", "action=start", "--demo", "--json");

    assertThat(done.out()).contains("change_undo change=");
    assertThat(planned.err()).containsPattern("Plan [0-9a-z]{26}, ");
    for (CommandRun run : List.of(done, planned, json)) {
      assertThat(run.err()).as(run.toString()).contains(ended);
      assertThat(run.out()).doesNotContain(ended);
    }
    assertThat(CommandRun.of("call", "guest_get", "guest=203", "--demo").err()).isEmpty();
  }

  @Test
  void programs_get_json() {
    assertThat(CommandRun.of("call", "guest_get", "guest=101", "--demo", "--json").out())
        .startsWith("{\"vmid\":101,");
  }

  @Test
  void programs_get_json_on_standard_output_even_where_a_part_failed() {
    CommandRun run =
        CommandRun.of(
            "call", "guest_power", "guests=media,git", "action=start", "--demo", "--json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).startsWith("{\"action\":\"start\",\"done\":1,");
  }

  @Test
  void reads_are_all_that_is_allowed_if_nothing_is_said() throws IOException {
    try (SimulatedCluster cluster = simulated()) {
      CommandRun run =
          CommandRun.in(settings(cluster), "call", "guest_power", "guests=203", "action=start");

      assertThat(run.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("--allow read,change");
      assertThat(cluster.guest(203).orElseThrow().status()).isEqualTo("stopped");
    }
  }

  @Test
  void what_is_allowed_is_done() throws IOException {
    try (SimulatedCluster cluster = simulated()) {
      CommandRun run =
          CommandRun.in(
              settings(cluster),
              "call",
              "guest_power",
              "guests=106,203",
              "action=start",
              "--allow",
              "change");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).startsWith("start: 2 of 2 done.");
      assertThat(cluster.guest(106).orElseThrow().status()).isEqualTo("running");
    }
  }

  @Test
  void each_kind_of_failure_has_its_exit_code() throws IOException {
    try (SimulatedCluster cluster = simulated()) {
      Map<String, String> environment = settings(cluster);

      assertThat(CommandRun.in(environment, "call", "guest_get", "guest=nosuch").exitCode())
          .isEqualTo(ExitCode.USAGE);
      assertThat(CommandRun.in(environment, "call", "nosuch").exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(
              CommandRun.in(
                      environment,
                      "call",
                      "guest_power",
                      "guests=media",
                      "action=start",
                      "--allow=change")
                  .exitCode())
          .isEqualTo(ExitCode.FAILED);
      environment.put("PROXMOX_TOKEN_VALUE", Settings.SECRET);
      assertThat(CommandRun.in(environment, "call", "guest_list").exitCode())
          .isEqualTo(ExitCode.NO_PERMISSION);
    }
  }

  @Test
  void an_authority_file_is_as_good_as_a_pin() throws IOException {
    try (SimulatedCluster cluster = simulated()) {
      Map<String, String> environment = settings(cluster);
      environment.remove("PROXMOX_FINGERPRINT");
      Path pem = Files.writeString(folder.resolve("ca.pem"), cluster.caCertificatePem());
      environment.put("PROXMOX_CA_FILE", pem.toString());

      assertThat(CommandRun.in(environment, "call", "guest_list").exitCode()).isZero();
    }
  }

  @Test
  void an_unknown_certificate_is_refused_with_the_line_that_pins_it() throws IOException {
    try (SimulatedCluster cluster = simulated()) {
      Map<String, String> environment = settings(cluster);
      environment.remove("PROXMOX_FINGERPRINT");

      CommandRun run = CommandRun.in(environment, "call", "guest_list");

      assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(run.err())
          .contains("PROXMOX_FINGERPRINT=" + cluster.fingerprint(), "pvenode cert info");
      assertThat(cluster.requests().count()).isZero();
    }
  }

  @Test
  void a_changed_certificate_is_refused_before_a_byte_is_sent() throws IOException {
    InstantSource clock = new ManualClock();
    try (SimulatedCluster cluster = simulated()) {
      Map<String, String> environment = settings(cluster);
      cluster.presents(SimulatedCertificate.valid(clock));

      CommandRun run = CommandRun.in(environment, "call", "guest_list");

      assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(run.err()).contains(cluster.fingerprint());
      assertThat(cluster.requests().count()).isZero();
    }
  }

  @Test
  void asking_for_no_verification_is_answered_with_the_fingerprint_and_nothing_else()
      throws IOException {
    try (SimulatedCluster cluster = simulated()) {
      Map<String, String> environment = settings(cluster);
      environment.remove("PROXMOX_FINGERPRINT");
      environment.put("PROXMOX_VERIFY_SSL", "false");

      CommandRun run = CommandRun.in(environment, "call", "guest_list");

      assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
      assertThat(run.err())
          .contains("PROXMOX_VERIFY_SSL: certificates are always verified")
          .contains("PROXMOX_FINGERPRINT=" + cluster.fingerprint());
      assertThat(cluster.requests().count()).isZero();
    }
  }

  @Test
  void an_unknown_host_is_one_clear_message() {
    CommandRun run = CommandRun.in(Settings.complete(), "call", "guest_list");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(run.err()).contains("pve.invalid").doesNotContain("\tat ", Settings.SECRET);
    assertThat(run.err().strip().lines()).hasSize(1);
  }

  /** With a place for what the guard keeps, without which nothing is changed. */
  private Map<String, String> settings(SimulatedCluster cluster) {
    Map<String, String> environment = Settings.of(cluster);
    environment.put("PROXMOX_MCP_STATE", folder.resolve("state").toString());
    return environment;
  }

  private static SimulatedCluster simulated() throws IOException {
    return SimulatedCluster.homelab()
        .clock(InstantSource.system())
        .refusalDelay(Duration.ZERO)
        .start();
  }
}
