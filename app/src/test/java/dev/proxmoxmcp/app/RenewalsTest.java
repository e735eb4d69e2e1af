package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.simulator.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Settings that cannot be read stand for all that says nothing new. */
@Isolated // there is one log for a process
class RenewalsTest {
  private static final ApiToken OLD = token("11111111-2222-3333-4444-555555555555");
  private static final ApiToken NEW = token("22222222-2222-3333-4444-555555555555");

  @TempDir private Path folder;
  private Path file;
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger pauses = new AtomicInteger();
  private final AtomicInteger readings = new AtomicInteger();
  private final AtomicReference<ApiToken> inForce = new AtomicReference<>(OLD);
  private final Renewals renewals = new Renewals(clock);

  private static ApiToken token(String secret) {
    return new ApiToken(TokenId.parse("mcp@pve!assistant"), Secret.of(secret));
  }

  @BeforeEach
  void aFile() throws IOException {
    file = Files.writeString(folder.resolve("lab.token"), "old");
  }

  /** In the third pause {@code meanwhile} happens. */
  private SettingsWatch watch(Runnable meanwhile) {
    return new SettingsWatch(
        () -> {
          readings.incrementAndGet();
          throw new SettingsException("nothing new");
        },
        _ -> {},
        List.of(file),
        _ -> {
          if (pauses.incrementAndGet() == 3) {
            meanwhile.run();
          }
        });
  }

  private Optional<ApiToken> insteadOfOld() throws InterruptedException {
    return renewals.insteadOf(OLD, "lab", _ -> Optional.of(inForce.get()));
  }

  @Test
  void a_secret_that_comes_while_the_call_waits_is_taken_at_once() throws Exception {
    renewals.from(
        watch(() -> {
          write("new");
          inForce.set(NEW);
        }));

    assertThat(insteadOfOld()).hasValue(NEW);
    assertThat(pauses).hasValue(3);
    assertThat(readings).hasValue(1);
  }

  @Test
  void what_is_in_force_already_is_answered_without_a_look() throws Exception {
    renewals.from(watch(() -> {}));
    inForce.set(NEW);

    assertThat(insteadOfOld()).hasValue(NEW);
    assertThat(pauses).hasValue(0);
  }

  @Test
  void a_token_that_is_simply_wrong_is_waited_for_once_a_minute() throws Exception {
    renewals.from(watch(() -> {}));

    assertThat(insteadOfOld()).isEmpty();
    int waited = pauses.get();
    assertThat(insteadOfOld()).isEmpty();
    assertThat(pauses).as("not again so soon").hasValue(waited);
    clock.advance(Duration.ofSeconds(61));
    assertThat(insteadOfOld()).isEmpty();

    assertThat(waited).isPositive();
    assertThat(pauses).hasValue(2 * waited);
  }

  @Test
  void a_change_is_seen_even_where_nobody_waits() throws Exception {
    renewals.from(watch(() -> {}));
    assertThat(insteadOfOld()).isEmpty();

    write("another");
    assertThat(insteadOfOld()).isEmpty();

    assertThat(readings).hasValue(1);
  }

  @Test
  void without_files_there_is_nothing_to_wait_for() throws Exception {
    renewals.from(
        new SettingsWatch(
            () -> {
              throw new SettingsException("none");
            },
            _ -> {},
            List.of(),
            _ -> pauses.incrementAndGet()));

    assertThat(insteadOfOld()).isEmpty();
    assertThat(pauses).hasValue(0);
  }

  private void write(String text) {
    try {
      Files.writeString(file, text + " secret of another length");
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
