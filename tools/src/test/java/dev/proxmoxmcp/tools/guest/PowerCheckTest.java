package dev.proxmoxmcp.tools.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.Marks;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.tools.change.Check;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PowerCheckTest {
  @ParameterizedTest
  @CsvSource({
    "START, RUNNING, AlreadyThere",
    "START, PAUSED, Pointless",
    "START, STOPPED, Go",
    "SHUTDOWN, RUNNING, Go",
    "SHUTDOWN, STOPPED, AlreadyThere",
    "STOP, PAUSED, Go",
    "STOP, STOPPED, AlreadyThere",
    "REBOOT, STOPPED, Pointless",
    "RESET, RUNNING, Go",
    "SUSPEND, RUNNING, Go",
    "SUSPEND, PAUSED, AlreadyThere",
    "SUSPEND, STOPPED, Pointless",
    "RESUME, PAUSED, Go",
    "RESUME, RUNNING, AlreadyThere",
    "RESUME, STOPPED, Pointless"
  })
  void the_state_decides(PowerAction action, RunState state, String check) {
    assertThat(check(action, state, null).getClass().getSimpleName()).isEqualTo(check);
  }

  @ParameterizedTest
  @EnumSource(PowerAction.class)
  void what_is_not_known_is_left_to_proxmox(PowerAction action) {
    assertThat(check(action, RunState.UNKNOWN, null)).isInstanceOf(Check.Go.class);
  }

  @ParameterizedTest
  @EnumSource(PowerAction.class)
  void a_lock_stands_in_the_way_of_everything(PowerAction action) {
    assertThat(check(action, RunState.RUNNING, "migrate")).isInstanceOf(Check.Pointless.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = PowerAction.class,
      names = {"START", "RESUME"})
  void a_machine_that_was_suspended_to_disk_wakes_by_start_and_by_resume(PowerAction action) {
    assertThat(check(action, RunState.STOPPED, "suspended")).isInstanceOf(Check.Go.class);
  }

  private static Check check(PowerAction action, RunState state, @Nullable String lock) {
    return PowerCheck.of(
        action,
        new GuestStatus(
            new GuestRef(GuestKind.QEMU, new NodeName("pve1"), new Vmid(101)),
            "web1",
            state,
            null,
            false,
            new Load(Duration.ZERO, null, null, null),
            new Marks(List.of(), null, lock, null)));
  }
}
