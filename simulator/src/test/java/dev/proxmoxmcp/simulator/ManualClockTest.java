package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
  private final Instant noon = Instant.parse("2026-01-01T12:00:00Z");
  private final ManualClock clock = new ManualClock(noon);

  @Test
  void it_stands_still_until_it_is_moved() {
    assertThat(clock.instant()).isEqualTo(noon).isEqualTo(clock.instant());

    clock.advance(Duration.ofMinutes(5));

    assertThat(clock.instant()).isEqualTo(noon.plusSeconds(300));
  }

  @Test
  void it_does_not_run_backwards() {
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("backwards");
  }

  @Test
  void sleeping_moves_it() throws InterruptedException {
    clock.sleep(Duration.ofHours(1));

    assertThat(clock.instant()).isEqualTo(noon.plusSeconds(3600));
  }

  @Test
  void an_interrupted_sleeper_is_told_so_and_time_stays() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> clock.sleep(Duration.ofHours(1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(clock.instant()).isEqualTo(noon);
  }
}
