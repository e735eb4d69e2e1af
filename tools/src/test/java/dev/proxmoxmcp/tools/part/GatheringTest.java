package dev.proxmoxmcp.tools.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.simulator.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private final ManualClock clock = new ManualClock();

  @Test
  void what_takes_too_long_is_missing_and_broken_off_and_the_rest_is_there()
      throws InterruptedException {
    CountDownLatch brokenOff = new CountDownLatch(1);
    try (Gathering gathering = Gathering.within(Duration.ofMillis(1200), clock::instant)) {
      Gathering.Pending<String> quick = gathering.ask(() -> "quick");
      Gathering.Pending<String> slow =
          gathering.ask(() -> {
            try {
              clock.advance(Duration.ofSeconds(2));
              new CountDownLatch(1).await();
              return "never";
            } finally {
              brokenOff.countDown();
            }
          });

      assertThat(quick.value()).isEqualTo("quick");
      assertThat(slow.part()).isEqualTo(new Part.Missing<>("no answer within 1.2 s", null));
      brokenOff.await();
    }
  }

  @Test
  void many_parts_come_in_the_order_in_which_they_were_asked() throws InterruptedException {
    try (Gathering gathering = Gathering.within(Duration.ofSeconds(1), clock::instant)) {
      List<Part<Integer>> parts =
          gathering.all(
              IntStream.range(0, 50).<Callable<Integer>>mapToObj(number -> () -> number).toList());

      assertThat(parts).hasSize(50).element(49).isEqualTo(new Part.Got<>(49));
    }
  }

  @Test
  void a_defect_is_not_taken_for_a_missing_part() {
    try (Gathering gathering = Gathering.within(Duration.ofSeconds(1), clock::instant)) {
      Gathering.Pending<String> defect =
          gathering.ask(() -> {
            throw new IllegalStateException("a defect");
          });

      assertThatThrownBy(defect::part).isInstanceOf(IllegalStateException.class);
    }
  }
}
