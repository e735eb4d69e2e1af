package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachinePowerTest {
  private static final String STOPPED = "pve3/qemu/107";
  private static final String RUNNING = "pve1/qemu/101";
  private static final String LOCKED = "pve2/qemu/110";
  private static final String DEAF = "pve3/qemu/115";

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private String status(int vmid) {
    return lab.cluster().guest(vmid).orElseThrow().status();
  }

  private long uptime() throws IOException {
    return Lab.whole(lab.get("/nodes/" + RUNNING + "/status/current").object(), "uptime");
  }

  private Object exitStatus(String upid) throws IOException {
    return String.valueOf(lab.task(upid).get("exitstatus"));
  }

  @Test
  void a_start_takes_effect_when_its_time_has_passed() throws IOException {
    String upid = lab.power(STOPPED, "start", "");

    assertThat(lab.task(upid).get("status")).isEqualTo("running");
    assertThat(status(107)).isEqualTo("stopped");
    assertThat(lab.log(upid)).containsExactly("no content");

    lab.pass(2);

    assertThat(lab.task(upid).get("status")).isEqualTo("stopped");
    assertThat(exitStatus(upid)).isEqualTo("OK");
    assertThat(lab.log(upid)).containsExactly("TASK OK");
    assertThat(status(107)).isEqualTo("running");
  }

  @Test
  void uptime_counts_from_the_start_even_if_nobody_looked() throws IOException {
    lab.power(STOPPED, "start", "");

    lab.pass(62);

    assertThat(lab.get("/nodes/" + STOPPED + "/status/current").object().get("uptime"))
        .isEqualTo(60);
  }

  @Test
  void the_start_of_a_running_vm_is_a_task_that_failed() throws IOException {
    String upid = lab.power(RUNNING, "start", "");

    assertThat(exitStatus(upid)).isEqualTo("VM 101 already running");
    assertThat(lab.log(upid)).containsExactly("TASK ERROR: VM 101 already running");
  }

  @Test
  void the_start_of_a_template_fails() throws IOException {
    assertThat(exitStatus(lab.power("pve1/qemu/9000", "start", "")))
        .isEqualTo("you can't start a vm if it's a template");
  }

  @Test
  void the_start_of_a_vm_whose_disk_is_gone_fails_and_the_log_tells_why() throws IOException {
    String upid = lab.power("pve1/qemu/108", "start", "");
    lab.pass(1);

    assertThat(exitStatus(upid)).isEqualTo("start failed: QEMU exited with code 1");
    assertThat(lab.log(upid).getFirst().toString()).contains("Could not open", "No such file");
    assertThat(lab.log(upid).getLast())
        .isEqualTo("TASK ERROR: start failed: QEMU exited with code 1");
    assertThat(status(108)).isEqualTo("stopped");
  }

  @Test
  void a_start_may_end_with_warnings() throws IOException {
    String upid = lab.power("pve1/qemu/116", "start", "");
    lab.pass(2);

    assertThat(exitStatus(upid)).isEqualTo("WARNINGS: 1");
    assertThat(lab.log(upid).getLast()).isEqualTo("TASK WARNINGS: 1");
    assertThat(status(116)).isEqualTo("running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "shutdown", "reboot", "reset", "suspend"})
  void whatever_is_done_to_a_locked_vm_is_a_task_that_failed(String action) throws IOException {
    assertThat(exitStatus(lab.power(LOCKED, action, ""))).isEqualTo("VM is locked (backup)");
    assertThat(status(110)).isEqualTo("running");
    assertThat(lab.cluster().guest(110).orElseThrow().lock()).isEqualTo("backup");
  }

  @Test
  void start_and_stop_of_an_unknown_vm_are_tasks_that_failed_each_in_its_words()
      throws IOException {
    assertThat(exitStatus(lab.power("pve1/qemu/999", "start", "")))
        .isEqualTo("Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist");
    assertThat(exitStatus(lab.power("pve1/qemu/999", "stop", "")))
        .isEqualTo("unable to find configuration file for VM 999 on node 'pve1'");
  }

  @Test
  void a_start_through_the_wrong_node_finds_no_configuration() throws IOException {
    assertThat(exitStatus(lab.power("pve1/qemu/107", "start", "")))
        .isEqualTo("Configuration file 'nodes/pve1/qemu-server/107.conf' does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "shutdown"})
  void stopping_a_stopped_vm_is_fine(String action) throws IOException {
    assertThat(exitStatus(lab.power(STOPPED, action, ""))).isEqualTo("OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reboot", "reset", "suspend", "resume"})
  void what_needs_a_running_vm_is_refused_at_once(String action) throws IOException {
    Lab.Answer answer = lab.post("/nodes/" + STOPPED + "/status/" + action, "");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason()).isEqualTo("VM 107 not running");
  }

  @Test
  void a_shutdown_takes_five_seconds() throws IOException {
    String upid = lab.power(RUNNING, "shutdown", "");
    lab.pass(4);
    assertThat(status(101)).isEqualTo("running");
    lab.pass(1);

    assertThat(exitStatus(upid)).isEqualTo("OK");
    assertThat(status(101)).isEqualTo("stopped");
  }

  @Test
  void a_shutdown_that_is_not_heard_fails_after_its_limit() throws IOException {
    String upid = lab.power(DEAF, "shutdown", "timeout=3");
    lab.pass(3);

    assertThat(exitStatus(upid)).isEqualTo("VM quit/powerdown failed - got timeout");
    assertThat(status(115)).isEqualTo("running");
  }

  @Test
  void a_shutdown_that_is_not_heard_can_be_forced() throws IOException {
    String upid = lab.power(DEAF, "shutdown", "timeout=3&forceStop=1");
    lab.pass(4);

    assertThat(exitStatus(upid)).isEqualTo("OK");
    assertThat(status(115)).isEqualTo("stopped");
  }

  @Test
  void a_limit_beyond_all_measure_is_just_a_long_one() throws IOException {
    String upid = lab.power(DEAF, "shutdown", "timeout=999999999999999999");
    lab.pass(3600);

    assertThat(lab.task(upid).get("status")).isEqualTo("running");
  }

  @Test
  void a_stop_takes_a_second() throws IOException {
    String upid = lab.power(RUNNING, "stop", "");
    lab.pass(1);

    assertThat(exitStatus(upid)).isEqualTo("OK");
    assertThat(status(101)).isEqualTo("stopped");
  }

  @Test
  void a_reboot_ends_with_a_young_vm() throws IOException {
    String upid = lab.power(RUNNING, "reboot", "");
    lab.pass(6);

    assertThat(exitStatus(upid)).isEqualTo("OK");
    assertThat(uptime()).isZero();
  }

  @Test
  void a_reset_leaves_the_process_running() throws IOException {
    long before = uptime();
    lab.power(RUNNING, "reset", "");
    lab.pass(1);

    assertThat(uptime()).isEqualTo(before + 1);
  }

  @Test
  void a_paused_vm_is_listed_as_running_and_refuses_a_shutdown_until_it_resumes()
      throws IOException {
    String pause = lab.power(RUNNING, "suspend", "");
    lab.pass(1);

    assertThat(pause).contains(":qmpause:101:");
    assertThat(status(101)).isEqualTo("paused");
    var current = lab.get("/nodes/" + RUNNING + "/status/current").object();
    assertThat(current.get("status")).isEqualTo("running");
    assertThat(current.get("qmpstatus")).isEqualTo("paused");
    assertThat(lab.post("/nodes/" + RUNNING + "/status/shutdown", "").reason())
        .isEqualTo("VM is paused - cannot shutdown");

    lab.power(RUNNING, "resume", "");
    lab.pass(1);

    assertThat(status(101)).isEqualTo("running");
  }

  @Test
  void a_vm_suspended_to_disk_is_locked_until_it_starts_again() throws IOException {
    SimulatedToken admin = lab.cluster().adminToken();
    String path = "/nodes/" + RUNNING + "/status/suspend";

    assertThat(lab.post(path, "todisk=1").reason())
        .isEqualTo("Permission check failed (/vms/101, VM.Config.Disk)");
    lab.post(admin, path, "todisk=1");
    assertThat(lab.cluster().guest(101).orElseThrow().lock()).isEqualTo("suspending");
    lab.pass(4);
    assertThat(lab.cluster().guest(101).orElseThrow())
        .isEqualTo(new SimulatedGuest(101, "qemu", "pve1", "web1", "stopped", "suspended"));

    lab.power(RUNNING, "start", "");
    lab.pass(2);

    assertThat(lab.cluster().guest(101).orElseThrow())
        .isEqualTo(new SimulatedGuest(101, "qemu", "pve1", "web1", "running", ""));
  }

  @Test
  void a_second_task_waits_for_the_first_to_let_go_of_the_vm() throws IOException {
    lab.power(RUNNING, "shutdown", "");
    String stop = lab.power(RUNNING, "stop", "");

    assertThat(lab.log(stop)).containsExactly("trying to acquire lock...");
    lab.pass(5);

    assertThat(exitStatus(stop)).isEqualTo("OK");
    assertThat(lab.log(stop)).containsExactly("trying to acquire lock...", " OK", "TASK OK");
  }

  @Test
  void a_second_task_does_not_wait_for_ever() throws IOException {
    lab.power(DEAF, "shutdown", "timeout=60");
    String stop = lab.power(DEAF, "stop", "");
    lab.pass(10);

    assertThat(exitStatus(stop))
        .isEqualTo("can't lock file '/var/lock/qemu-server/lock-115.conf' - got timeout");
    assertThat(status(115)).isEqualTo("running");
  }

  @Test
  void a_stop_can_overrule_a_shutdown() throws IOException {
    String shutdown = lab.power(DEAF, "shutdown", "timeout=60");
    String stop = lab.power(DEAF, "stop", "overrule-shutdown=1");
    lab.pass(1);

    assertThat(exitStatus(shutdown)).isEqualTo("received interrupt");
    assertThat(exitStatus(stop)).isEqualTo("OK");
    assertThat(status(115)).isEqualTo("stopped");
  }

  @Test
  void an_interrupted_start_never_takes_effect() throws IOException {
    String upid = lab.power(STOPPED, "start", "");
    lab.delete(lab.cluster().operatorToken(), "/nodes/pve3/tasks/" + upid);
    lab.pass(60);

    assertThat(exitStatus(upid)).isEqualTo("received interrupt");
    assertThat(status(107)).isEqualTo("stopped");
  }

  @Test
  void two_starts_at_once_start_the_vm_once() throws IOException {
    String first = lab.power(STOPPED, "start", "");
    String second = lab.power(STOPPED, "start", "");
    lab.pass(2);

    assertThat(exitStatus(first)).isEqualTo("OK");
    assertThat(exitStatus(second)).isEqualTo("VM 107 already running");
  }
}
