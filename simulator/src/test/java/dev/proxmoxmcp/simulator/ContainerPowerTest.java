package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerPowerTest {
  private static final String STOPPED = "pve1/lxc/203";
  private static final String RUNNING = "pve1/lxc/200";

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

  @ParameterizedTest
  @CsvSource({
    "start, 203, 1, running",
    "stop, 200, 1, stopped",
    "shutdown, 200, 5, stopped",
    "reboot, 200, 6, running"
  })
  void a_power_action_takes_effect_when_its_time_has_passed(
      String action, int vmid, int seconds, String result) throws IOException {
    String before = status(vmid);
    String upid = lab.power("pve1/lxc/" + vmid, action, "");

    lab.pass(seconds - 1);
    assertThat(lab.task(upid).get("status")).isEqualTo("running");
    if (!before.equals(result)) {
      assertThat(status(vmid)).isEqualTo(before);
    }

    lab.pass(1);
    assertThat(upid).contains(":vz" + action + ":" + vmid + ":ops@pve!mcp:");
    assertThat(lab.task(upid).get("exitstatus")).isEqualTo("OK");
    assertThat(status(vmid)).isEqualTo(result);
  }

  @Test
  void the_start_of_a_running_container_is_refused_at_once() throws IOException {
    Lab.Answer answer = lab.post("/nodes/" + RUNNING + "/status/start", "");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason()).isEqualTo("CT 200 already running");
  }

  @ParameterizedTest
  @CsvSource({"stop, CT", "shutdown, CT", "suspend, CT", "reboot, VM"})
  void what_needs_a_running_container_is_refused_at_once(String action, String label)
      throws IOException {
    Lab.Answer answer = lab.post("/nodes/" + STOPPED + "/status/" + action, "");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason()).isEqualTo(label + " 203 not running");
  }

  @Test
  void the_start_of_an_unknown_container_is_a_task_that_failed() throws IOException {
    String upid = lab.power("pve1/lxc/999", "start", "");

    assertThat(lab.task(upid).get("exitstatus"))
        .isEqualTo("Configuration file 'nodes/pve1/lxc/999.conf' does not exist");
  }

  @Test
  void a_shutdown_with_too_little_time_fails_or_is_forced() throws IOException {
    String failed = lab.power(RUNNING, "shutdown", "timeout=2");
    lab.pass(2);
    assertThat(lab.task(failed).get("exitstatus"))
        .isEqualTo("command 'lxc-stop -n 200 --nokill --timeout 2' failed: exit code 1");
    assertThat(status(200)).isEqualTo("running");

    String forced = lab.power(RUNNING, "shutdown", "timeout=2&forceStop=1");
    lab.pass(2);
    assertThat(lab.task(forced).get("exitstatus")).isEqualTo("OK");
    assertThat(status(200)).isEqualTo("stopped");
  }

  @Test
  void containers_cannot_be_reset() throws IOException {
    assertThat(lab.post("/nodes/" + RUNNING + "/status/reset", "").reason())
        .isEqualTo("Method 'POST /nodes/pve1/lxc/200/status/reset' not implemented");
  }

  @ParameterizedTest
  @ValueSource(strings = {"suspend", "resume"})
  void a_checkpoint_fails_as_it_does_nearly_everywhere(String action) throws IOException {
    String upid = lab.power(action.equals("suspend") ? RUNNING : STOPPED, action, "");
    lab.pass(1);

    assertThat(lab.task(upid).get("exitstatus")).asString().contains("lxc-checkpoint", "failed");
  }
}
