package dev.proxmoxmcp.tools.several;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

class AskedTest {
  private static final Duration BUDGET = Duration.ofSeconds(10);
  private static final Pause FOR_EVER = _ -> new CountDownLatch(1).await();

  private final CountDownLatch interrupted = new CountDownLatch(1);

  @Test
  void all_are_asked_at_once_and_answer_in_their_order() throws InterruptedException {
    SynchronousQueue<String> between = new SynchronousQueue<>();

    assertThat(
            new Asked(BUDGET, FOR_EVER)
                .<String>all(
                    List.of(
                        between::take,
                        () -> {
                          between.put("from the second");
                          return "second";
                        })))
        .containsExactly(Optional.of("from the second"), Optional.of("second"));
  }

  @Test
  void who_is_too_late_is_interrupted_and_the_others_are_heard() throws InterruptedException {
    SynchronousQueue<Thread> quick = new SynchronousQueue<>();
    Pause untilTheQuickHasEnded =
        length -> {
          assertThat(length).isEqualTo(BUDGET);
          quick.take().join();
        };

    List<Optional<String>> answers =
        new Asked(BUDGET, untilTheQuickHasEnded)
            .all(
                List.of(
                    this::untilInterrupted,
                    () -> {
                      quick.put(Thread.currentThread());
                      return "quick";
                    }));

    assertThat(answers).containsExactly(Optional.empty(), Optional.of("quick"));
    interrupted.await();
  }

  @Test
  void an_interruption_reaches_everybody_who_was_asked() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    Callable<String> question =
        () -> {
          began.countDown();
          return untilInterrupted();
        };
    FutureTask<List<Optional<String>>> asking =
        new FutureTask<>(() -> new Asked(BUDGET, FOR_EVER).all(List.of(question)));
    Thread caller = Thread.ofVirtual().start(asking);
    began.await();

    caller.interrupt();

    interrupted.await();
    assertThatThrownBy(asking::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void a_defect_in_one_is_not_hidden_and_ends_the_others() throws InterruptedException {
    assertThatThrownBy(() ->
            new Asked(BUDGET, FOR_EVER)
                .<String>all(
                    List.of(
                        () -> {
                          throw new IllegalStateException("a defect");
                        },
                        this::untilInterrupted)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a defect");
  }

  private String untilInterrupted() throws InterruptedException {
    try {
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException stopped) {
      interrupted.countDown();
      throw stopped;
    }
  }
}
