package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that one process makes is approved by a person in another, and run by a third. */
class ApprovalCommandsTest {
  private static final String PASSPHRASE = "four random words here";
  private static final Pattern PLAN = Pattern.compile("Plan ([0-9a-z]{26})");

  @TempDir Path folder;
  private SimulatedCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = Patient.usual().start();
    run(new CommandRun.Person(PASSPHRASE, PASSPHRASE), "approval-passphrase");
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void what_a_person_approved_is_run_once_by_another_process() {
    String plan = planned();
    assertThat(execute(plan).exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(run(new CommandRun.Person(), "plans").out())
        .contains("start of CT 203", "Waits for a person (default).", plan);

    CommandRun approved = run(new CommandRun.Person(PASSPHRASE), "approve", plan.substring(0, 8));

    assertThat(approved.exitCode()).as(approved.err()).isZero();
    assertThat(approved.err()).contains("POST /nodes/pve1/lxc/203/status/start");
    assertThat(execute(plan).exitCode()).isZero();
    assertThat(cluster.guest(203).orElseThrow().status()).isEqualTo("running");
    assertThat(execute(plan).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(new CommandRun.Person(), "audit", "list").out())
        .contains("planned", "approved", "intent", "outcome");
    assertThat(run(new CommandRun.Person(), "audit", "verify").exitCode()).isZero();
  }

  @Test
  void a_plan_that_is_run_without_a_yes_stands_in_the_trail_as_refused_and_once() {
    String plan = planned();
    execute(plan);

    assertThat(run(new CommandRun.Person(), "audit", "list").out().lines())
        .filteredOn(line -> line.contains(" refused ") || line.contains(" read "))
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .contains(" refused ", "guest_power on ", "start of CT 203")
                .endsWith("it needs a person's yes (default); change " + plan));
    assertThat(run(new CommandRun.Person(), "audit", "list", "--guest", "203").out().lines())
        .filteredOn(line -> line.contains("203"))
        .extracting(line -> line.split(" +", -1)[3])
        .containsExactly("planned", "refused");
    assertThat(run(new CommandRun.Person(), "call", "audit_list").out())
        .contains("refused guest_power on ", "why \"it needs a person's yes (default)\"");
    assertThat(run(new CommandRun.Person(), "audit", "verify").exitCode()).isZero();
  }

  @Test
  void the_trail_reads_as_what_was_done_and_by_whom() {
    String plan = planned();
    run(new CommandRun.Person("something quite else"), "approve", plan);
    run(new CommandRun.Person(PASSPHRASE), "approve", plan);
    execute(plan);
    run(new CommandRun.Person(), "freeze", "--reason", "odd");

    Golden.check(
        "audit-list.txt",
        run(new CommandRun.Person(), "audit", "list")
            .out()
            .replace(plan, "PLAN")
            .replace(System.getProperty("user.name"), "ann")
            .replaceAll("[0-9-]{10} [0-9:]{8}Z", "2026-12-01 12:00:00Z")
            .replaceAll("UPID:\\S+", "UPID:…")
            .replaceAll("digest [0-9a-f]+", "digest …")
            .replaceAll("127\\.0\\.0\\.1(:[0-9]+)?", "lab")
            .replaceAll("done in [0-9]+s", "done in 3s"));
  }

  @Test
  void of_one_guest_there_is_all_that_was_planned_and_done_and_nothing_of_others() {
    String plan = planned();
    run(new CommandRun.Person(PASSPHRASE), "approve", plan);
    execute(plan);
    String[] other = {"call", "guest_power", "guests=101", "action=stop", "--allow", "destroy"};
    assertThat(run(new CommandRun.Person(), other).exitCode()).isZero();

    assertThat(run(new CommandRun.Person(), "audit", "list", "--guest", "203").out().lines())
        .extracting(line -> line.split(" +", -1)[3])
        .containsExactly("planned", "approved", "intent", "sent", "outcome");
    assertThat(run(new CommandRun.Person(), "audit", "list", "--guest", "101").out())
        .contains("stop of VM 101", "outcome")
        .doesNotContain("203");
    assertThat(run(new CommandRun.Person(), "audit", "export", "--guest", "101").out())
        .contains("/nodes/pve1/qemu/101/status/stop")
        .doesNotContain("lxc/203");
    assertThat(run(new CommandRun.Person(), "audit", "list", "--guest", "20").out())
        .startsWith("Nothing like that is recorded in ");
  }

  @Test
  void of_one_guest_there_is_what_can_reach_it_without_naming_it() {
    run(new CommandRun.Person(), "call", "api_write", "endpoint=POST /nodes/pve1/startall");

    assertThat(run(new CommandRun.Person(), "audit", "list", "--guest", "203").out())
        .contains("planned", "/nodes/pve1/startall");
    assertThat(run(new CommandRun.Person(), "audit", "list", "--guest", "999").out())
        .startsWith("Nothing like that is recorded in ");
  }

  @Test
  void what_was_only_looked_at_stands_apart_from_what_waits() {
    CommandRun dry =
        run(
            new CommandRun.Person(),
            "call",
            "guest_power",
            "guests=101",
            "action=stop",
            "dry_run=true");
    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(run(new CommandRun.Person(), "plans").out())
        .contains("stop of VM 101", "Only looked at, by a dry run: nobody waits for a yes.")
        .doesNotContain("Waits for a person");
    planned();

    assertThat(run(new CommandRun.Person(), "plans").out())
        .containsSubsequence(
            "start of CT 203",
            "Waits for a person (default).",
            "stop of VM 101",
            "Only looked at, by a dry run");
  }

  @Test
  void a_wrong_passphrase_nobody_and_a_no_let_nothing_be_run() {
    String plan = planned();

    assertThat(run(new CommandRun.Person("something quite else"), "approve", plan).exitCode())
        .isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(run(new CommandRun.Person(), "approve", plan).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(execute(plan).exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(run(new CommandRun.Person(), "deny", plan).out()).contains("Denied: start of CT");
    assertThat(execute(plan).exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run(new CommandRun.Person(PASSPHRASE), "approve", plan).err())
        .contains("No plan that waits has that id");
    assertThat(cluster.guest(203).orElseThrow().status()).isEqualTo("stopped");
  }

  @Test
  void who_guesses_has_to_wait() {
    String plan = planned();
    for (int guess = 0; guess < 3; guess++) {
      run(new CommandRun.Person("a guess, number " + guess), "approve", plan);
    }

    CommandRun right = run(new CommandRun.Person(PASSPHRASE), "approve", plan);

    assertThat(right.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(right.err())
        .contains("The last passphrase was wrong; try again in")
        .doesNotContain("WARNING");
  }

  @Test
  void what_is_frozen_is_not_run_though_it_was_approved() {
    String plan = planned();
    run(new CommandRun.Person(PASSPHRASE), "approve", plan);
    run(new CommandRun.Person(), "freeze", "--reason", "odd");

    assertThat(execute(plan).err()).contains("All changes are frozen", "odd");
    assertThat(cluster.guest(203).orElseThrow().status()).isEqualTo("stopped");
    assertThat(run(new CommandRun.Person(PASSPHRASE), "thaw").exitCode()).isZero();
    assertThat(execute(plan).exitCode()).isZero();
  }

  @Test
  void a_store_that_cannot_be_read_is_named_by_a_tool_that_needs_it() throws IOException {
    Path state = Files.createDirectory(folder.resolve("damaged"));
    Files.writeString(state.resolve("guard.db"), "this is no database, whatever its name says");
    Map<String, String> environment = new HashMap<>(Settings.of(cluster));
    environment.put("PROXMOX_MCP_STATE", state.toString());

    CommandRun run = CommandRun.in(environment, "call", "audit_list");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(run.err()).contains(state.toString());
  }

  private String planned() {
    CommandRun call =
        run(new CommandRun.Person(), "call", "guest_power", "guests=203", "action=start");
    assertThat(call.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    Matcher plan = PLAN.matcher(call.err());
    assertThat(plan.find()).as(call.err()).isTrue();
    return plan.group(1);
  }

  private CommandRun execute(String plan) {
    return run(new CommandRun.Person(), "call", "plan_execute", "plan=" + plan);
  }

  private CommandRun run(Keyboard keyboard, String... arguments) {
    Map<String, String> environment = new HashMap<>(Settings.of(cluster));
    environment.put("XDG_STATE_HOME", folder.toString());
    return CommandRun.at(keyboard, environment, "", arguments);
  }
}
