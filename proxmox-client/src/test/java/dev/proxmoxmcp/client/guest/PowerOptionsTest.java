package dev.proxmoxmcp.client.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.GuestKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PowerOptionsTest {
  private static final PowerOptions SOON = new PowerOptions(Duration.ofSeconds(30), false);

  @ParameterizedTest
  @CsvSource({
    "START, CHANGE",
    "SHUTDOWN, CHANGE",
    "REBOOT, CHANGE",
    "SUSPEND, CHANGE",
    "RESUME, CHANGE",
    "STOP, DESTROY",
    "RESET, DESTROY"
  })
  void what_loses_the_memory_of_a_guest_destroys(PowerAction action, Tier tier) {
    assertThat(PowerOptions.standard().tier(action)).isEqualTo(tier);
  }

  @Test
  void a_shutdown_that_may_end_in_a_stop_counts_as_one() {
    assertThat(new PowerOptions(null, true).tier(PowerAction.SHUTDOWN)).isEqualTo(Tier.DESTROY);
  }

  @Test
  void a_container_cannot_be_reset() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PowerOptions.standard().check(GuestKind.LXC, PowerAction.RESET))
        .withMessageContaining("container cannot be reset");
  }

  @ParameterizedTest
  @EnumSource(value = PowerAction.class, mode = EnumSource.Mode.EXCLUDE, names = "SHUTDOWN")
  void only_a_shutdown_can_end_in_a_stop(PowerAction action) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PowerOptions(null, true).check(GuestKind.QEMU, action))
        .withMessageContaining("forceStop");
  }

  @ParameterizedTest
  @CsvSource({
    "QEMU, START, true",
    "QEMU, SHUTDOWN, true",
    "QEMU, REBOOT, true",
    "QEMU, STOP, true",
    "QEMU, SUSPEND, false",
    "QEMU, RESUME, false",
    "QEMU, RESET, false",
    "LXC, START, false",
    "LXC, SHUTDOWN, true",
    "LXC, REBOOT, true",
    "LXC, STOP, false",
    "LXC, SUSPEND, false"
  })
  void a_timeout_is_taken_where_proxmox_takes_one(
      GuestKind kind, PowerAction action, boolean taken) {
    if (taken) {
      assertThatCode(() -> SOON.check(kind, action)).doesNotThrowAnyException();
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SOON.check(kind, action))
          .withMessageContaining("takes no timeout");
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT0.5S", "P2D"})
  void a_timeout_is_a_second_to_a_day(Duration timeout) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PowerOptions(timeout, false));
  }
}
