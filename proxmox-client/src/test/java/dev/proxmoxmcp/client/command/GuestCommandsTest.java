package dev.proxmoxmcp.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ResultLost;
import dev.proxmoxmcp.client.SshFailed;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.simulator.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestCommandsTest {
  private static final GuestRef VM = Lab.vm("pve1", 101);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String STATUS = "/nodes/pve1/qemu/101/agent/exec-status";

  private Lab lab;
  private GuestCommands commands;

  @BeforeEach
  void start() {
    lab = Lab.start();
    commands = lab.operator().commands();
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private static String text(Output output) {
    return new String(output.kept(), StandardCharsets.UTF_8);
  }

  private CommandState.Ended ended(String... words) {
    return ended(commands.run(VM, GuestCommand.of(words), LIMIT));
  }

  private static CommandState.Ended ended(CommandState state) {
    assertThat(state).isInstanceOf(CommandState.Ended.class);
    return (CommandState.Ended) state;
  }

  private CommandState.Running running(Duration limit, String... words) {
    return (CommandState.Running) commands.run(VM, GuestCommand.of(words), limit);
  }

  private long statusRequests() {
    return lab.simulated().requests().list().stream()
        .filter(request -> request.apiPath().equals(STATUS))
        .count();
  }

  @Test
  void a_command_answers_its_code_and_both_outputs() {
    GuestCommand command =
        new GuestCommand(List.of("sh", "-c", "cat; echo oops >&2; exit 3"), "Zoë 写\n");

    CommandState.Ended ended = ended(commands.run(VM, command, LIMIT));

    assertThat(ended.end()).isEqualTo(new CommandEnd.Exited(3));
    assertThat(text(ended.out())).isEqualTo("Zoë 写\n");
    assertThat(text(ended.err())).isEqualTo("oops\n");
  }

  @Test
  void words_reach_the_program_as_they_are() {
    assertThat(text(ended("echo", "a  b", "$(id)", "|", "'x'", "é").out()))
        .isEqualTo("a  b $(id) | 'x' é\n");
  }

  @Test
  void a_signal_is_no_exit_code() {
    assertThat(ended("sh", "-c", "kill -9 $$").end()).isEqualTo(new CommandEnd.Signalled("9"));
  }

  @Test
  void a_slow_command_is_waited_for() {
    assertThat(ended("sleep", "7").end()).isEqualTo(new CommandEnd.Exited(0));
  }

  @Test
  void a_command_that_goes_on_is_told_at_the_limit_and_can_be_looked_at_again() {
    CommandState.Running running = running(Duration.ofSeconds(5), "sleep", "60");
    assertThat(running.trouble()).isNull();

    lab.clock().advance(Duration.ofMinutes(1));

    CommandState.Ended ended = ended(commands.look(running.id(), LIMIT));
    assertThat(ended.end()).isEqualTo(new CommandEnd.Exited(0));
  }

  @Test
  void a_command_that_never_ends_is_asked_for_no_more_when_nobody_waits() {
    running(Duration.ofSeconds(50), "yes");
    long asked = statusRequests();

    lab.clock().advance(Duration.ofMinutes(5));

    assertThat(asked).isBetween(5L, 40L);
    // the look that was under way when the waiting ended may still arrive; five minutes' worth not
    assertThat(statusRequests()).isBetween(asked, asked + 1);
  }

  @Test
  void a_result_is_told_again_although_proxmox_gives_it_once() {
    CommandState.Ended first = ended("echo", "once");

    CommandState.Ended again = ended(commands.look(first.id(), LIMIT));

    assertThat(text(again.out())).isEqualTo("once\n");
  }

  @Test
  void two_who_wait_for_one_command_both_get_its_result() throws Exception {
    CommandId id = running(Duration.ZERO, "sleep", "9").id();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<CommandState> mine = () -> commands.look(id, LIMIT);
      Future<CommandState> one = threads.submit(mine);
      Future<CommandState> other = threads.submit(mine);
      assertThat(ended(one.get()).end()).isEqualTo(new CommandEnd.Exited(0));
      assertThat(ended(other.get()).end()).isEqualTo(new CommandEnd.Exited(0));
    }
  }

  @Test
  void two_commands_at_once_get_their_own_results() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<CommandState> one =
          threads.submit(() -> commands.run(VM, GuestCommand.of("echo", "one"), LIMIT));
      Future<CommandState> other =
          threads.submit(() -> commands.run(VM, GuestCommand.of("echo", "other"), LIMIT));
      assertThat(text(ended(one.get()).out())).isEqualTo("one\n");
      assertThat(text(ended(other.get()).out())).isEqualTo("other\n");
    }
  }

  @Test
  void a_waiter_who_is_cancelled_takes_no_result_away() throws Exception {
    CommandId id = running(Duration.ZERO, "sleep", "9").id();
    CountDownLatch stopped = new CountDownLatch(1);
    Thread impatient =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              try {
                commands.look(id, LIMIT);
              } catch (Interrupted _) {
                stopped.countDown();
              }
            });
    stopped.await();
    impatient.join();

    assertThat(ended(commands.look(id, LIMIT)).end()).isEqualTo(new CommandEnd.Exited(0));
  }

  @Test
  void an_answer_that_was_lost_on_its_way_is_told_as_lost() {
    lab.simulated().faults().nextAt(STATUS, Fault.HALF_ANSWER);

    assertThatThrownBy(() -> ended("echo", "gone"))
        .isInstanceOf(ResultLost.class)
        .hasMessageContaining("its result is lost")
        .hasMessageContaining("101");
  }

  @Test
  void a_look_that_never_arrived_loses_nothing() {
    lab.simulated().faults().next(2, request -> request.apiPath().equals(STATUS), Fault.RESET);
    lab.simulated().faults().nextAt(STATUS, Fault.status(595, "No route to host"));

    assertThat(text(ended("echo", "still there").out())).isEqualTo("still there\n");
  }

  @Test
  void of_a_command_that_nobody_knows_it_is_said_so() {
    assertThatThrownBy(() -> commands.look(new CommandId(VM, 77), LIMIT))
        .isInstanceOf(ResultLost.class)
        .hasMessageContaining("Nothing is known of command 77 of VM 101");
  }

  @Test
  void a_guest_that_stops_while_it_is_waited_for_is_told_as_stopped() {
    CommandId id = running(Duration.ZERO, "sleep", "infinity").id();
    lab.operator().guests().power(VM, PowerAction.STOP, PowerOptions.standard());
    lab.clock().advance(Duration.ofSeconds(2));

    assertThatThrownBy(() -> commands.look(id, LIMIT))
        .isInstanceOfSatisfying(
            Conflict.class,
            conflict -> assertThat(conflict.reason()).isEqualTo(Conflict.Reason.RUN_STATE))
        .hasMessageContaining("VM 101 is not running");
  }

  @Test
  void an_agent_that_falls_silent_is_told_as_trouble_and_may_speak_again() {
    CommandId id = running(Duration.ZERO, "sleep", "3").id();
    lab.simulated().guestFaults(101).silencesItsAgent();

    CommandState.Running silent = (CommandState.Running) commands.look(id, Duration.ofSeconds(5));
    assertThat(silent.trouble()).contains("QEMU guest agent is not running");

    lab.simulated().guestFaults(101).hearsItsAgent();
    assertThat(ended(commands.look(id, LIMIT)).end()).isEqualTo(new CommandEnd.Exited(0));
  }

  @Test
  void long_output_keeps_its_head_and_its_tail() {
    Output out = ended("seq", "30000").out();

    assertThat(out.kept()).hasSize(Output.KEPT);
    assertThat(text(out)).startsWith("1\n2\n").endsWith("29999\n30000\n");
    assertThat(out.size()).isEqualTo(168_894);
    assertThat(out.omitted()).isEqualTo(168_894 - Output.KEPT);
    assertThat(out.cutInGuest()).isFalse();
  }

  @Test
  void a_program_that_is_missing_is_said_to_be_instead_of_a_connection_that_broke() {
    assertThatThrownBy(() -> ended("/no/such/program"))
        .isInstanceOf(NotFound.class)
        .hasMessageStartingWith(
            "There is most likely no program \"/no/such/program\" in VM 101 on node pve1")
        .hasMessageContaining("(596 \"Broken pipe\")");
  }

  @Test
  void another_failure_of_a_node_says_nothing_of_programs() {
    lab.simulated()
        .faults()
        .next(
            request -> request.apiPath().endsWith("/agent/exec"),
            Fault.status(596, "Connection timed out"));

    assertThatThrownBy(() -> ended("id"))
        .isInstanceOf(NodeUnreachable.class)
        .hasMessageNotContaining("program");
  }

  @ParameterizedTest
  @CsvSource({"pve1, 108, NO_AGENT", "pve2, 106, RUN_STATE", "pve1, 112, AGENT_SILENT"})
  void an_agent_that_cannot_be_used_is_told_apart(String node, int vmid, Conflict.Reason reason) {
    lab.simulated().guestFaults(112).silencesItsAgent();

    assertThatThrownBy(() -> commands.run(Lab.vm(node, vmid), GuestCommand.of("id"), LIMIT))
        .isInstanceOfSatisfying(
            Conflict.class, conflict -> assertThat(conflict.reason()).isEqualTo(reason));
  }

  @Test
  void a_token_that_may_not_is_told_the_privilege() {
    GuestCommands auditor = lab.as(lab.simulated().auditorToken()).commands();

    assertThatThrownBy(() -> auditor.run(VM, GuestCommand.of("id"), LIMIT))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("VM.GuestAgent.Unrestricted");
  }

  @Test
  void a_container_needs_ssh_and_the_message_says_how() {
    assertThatThrownBy(() -> commands.run(Lab.ct("pve1", 200), GuestCommand.of("id"), LIMIT))
        .isInstanceOfSatisfying(
            SshFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(SshFailed.Reason.NOT_CONFIGURED))
        .hasMessageContaining("PROXMOX_SSH_KEY_FILE");
    assertThat(lab.simulated().requests().list()).isEmpty();
  }
}
