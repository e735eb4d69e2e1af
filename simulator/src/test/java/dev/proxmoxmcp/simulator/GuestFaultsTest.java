package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuestFaultsTest {
  private static final String RUNNER = "pve3/qemu/107";

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private GuestFaults runner() {
    return lab.cluster().guestFaults(107);
  }

  private @Nullable Object result(String upid) throws IOException {
    lab.pass(60);
    return lab.task(upid).get("exitstatus");
  }

  @Test
  void a_lock_keeps_tasks_away_until_it_is_taken_off() throws IOException {
    runner().locks("backup");
    assertThat(result(lab.power(RUNNER, "start", ""))).isEqualTo("VM is locked (backup)");

    runner().unlocks();
    assertThat(result(lab.power(RUNNER, "start", ""))).isEqualTo("OK");
  }

  @Test
  void the_next_task_fails_with_its_log_and_the_one_after_does_not() throws IOException {
    runner().failsItsNextTask("start failed: out of luck", "kvm: no luck left");

    String upid = lab.power(RUNNER, "start", "");
    assertThat(result(upid)).isEqualTo("start failed: out of luck");
    assertThat(lab.log(upid))
        .containsExactly("kvm: no luck left", "TASK ERROR: start failed: out of luck");
    assertThat(lab.cluster().guest(107).orElseThrow().status()).isEqualTo("stopped");
    assertThat(result(lab.power(RUNNER, "start", ""))).isEqualTo("OK");
  }

  @Test
  void all_tasks_fail_until_that_is_lifted() throws IOException {
    runner().failsItsTasks("never");
    assertThat(result(lab.power(RUNNER, "start", ""))).isEqualTo("never");
    assertThat(result(lab.power(RUNNER, "start", ""))).isEqualTo("never");

    runner().lift();
    assertThat(result(lab.power(RUNNER, "start", ""))).isEqualTo("OK");
  }

  @Test
  void the_next_task_ends_with_warnings_and_did_its_work() throws IOException {
    runner().warnsInItsNextTask("WARN: one", "WARN: two");

    assertThat(result(lab.power(RUNNER, "start", ""))).isEqualTo("WARNINGS: 2");
    assertThat(lab.cluster().guest(107).orElseThrow().status()).isEqualTo("running");
  }

  @Test
  void a_task_that_never_ends_keeps_the_lock_and_can_be_interrupted() throws IOException {
    runner().neverEndsItsNextTask();
    String endless = lab.power(RUNNER, "start", "");
    String behind = lab.power(RUNNER, "start", "");

    assertThat(result(behind))
        .isEqualTo("can't lock file '/var/lock/qemu-server/lock-107.conf' - got timeout");
    lab.clock().advance(Duration.ofDays(7));
    assertThat(lab.task(endless).get("status")).isEqualTo("running");

    lab.delete(lab.cluster().adminToken(), "/nodes/pve3/tasks/" + endless);
    assertThat(lab.task(endless).get("exitstatus")).isEqualTo("received interrupt");
    assertThat(result(lab.power(RUNNER, "start", ""))).isEqualTo("OK");
  }

  @Test
  void an_agent_falls_silent_and_answers_again() throws IOException {
    String ping = "/nodes/pve1/qemu/101/agent/ping";
    lab.cluster().guestFaults(101).silencesItsAgent();
    Lab.Answer silent = lab.post(lab.cluster().adminToken(), ping, "");
    assertThat(silent.status()).isEqualTo(500);
    assertThat(silent.reason()).isEqualTo("QEMU guest agent is not running");

    lab.cluster().guestFaults(101).hearsItsAgent();
    assertThat(lab.post(lab.cluster().adminToken(), ping, "").status()).isEqualTo(200);
  }

  @Test
  void there_are_no_faults_of_a_guest_that_does_not_exist() {
    assertThatThrownBy(() -> lab.cluster().guestFaults(4711))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no guest 4711; there are 100, 101, 102");
  }
}
