package dev.proxmoxmcp.client.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskStateTest {
  @Test
  void ok_is_ok() {
    assertThat(ExitStatus.parse("OK")).isEqualTo(new TaskState.Ok());
  }

  @Test
  void warnings_are_no_failure() {
    assertThat(ExitStatus.parse("WARNINGS: 3")).isEqualTo(new TaskState.Warned(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unexpected status", "unknown"})
  void a_task_whose_end_nobody_saw_has_an_unknown_result(String exitStatus) {
    assertThat(ExitStatus.parse(exitStatus)).isEqualTo(new TaskState.Unknown());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VM 900 already running",
        "received interrupt",
        "WARNINGS: many",
        "WARNINGS: 99999999999999",
        "ok"
      })
  void every_other_text_is_why_it_failed(String exitStatus) {
    assertThat(ExitStatus.parse(exitStatus)).isEqualTo(new TaskState.Failed(exitStatus));
  }

  @Test
  void only_a_running_task_has_not_ended() {
    assertThat(new TaskState.Running().ended()).isFalse();
    assertThat(new TaskState.Unknown().ended()).isTrue();
    assertThat(new TaskState.Failed("x").ended()).isTrue();
  }
}
