package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.simulator.pbs.Snapshot.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Verifies snapshots one after the other: one with a broken chunk fails again, however often it is
 * tried, the others are well.
 */
final class Verifying {
  private static final Duration EACH = Duration.ofSeconds(4);
  private static final String FAILED = "verification failed - please check the log for details";

  private final BackupState state;
  private final Datastore store;
  private final boolean ignoreVerified;
  private final Optional<Long> outdatedAfterDays;

  /**
   * Of one datastore.
   *
   * @param ignoreVerified whether those that were verified are left out
   * @param outdatedAfterDays after how many days they count as not verified
   */
  Verifying(
      BackupState state,
      Datastore store,
      boolean ignoreVerified,
      Optional<Long> outdatedAfterDays) {
    this.state = state;
    this.store = store;
    this.ignoreVerified = ignoreVerified;
    this.outdatedAfterDays = outdatedAfterDays;
  }

  /** Does the work of {@code task} on those that fit. */
  void begin(BackupTask task, List<String> namespaces, Predicate<Snapshot> fits) {
    Deque<Snapshot> waiting = new ArrayDeque<>();
    namespaces.forEach(namespace ->
        store
            .groups(namespace)
            .values()
            .forEach(group -> group.stream().filter(fits).forEach(waiting::add)));
    task.say("verify datastore " + store.name());
    task.say("found " + waiting.size() + " snapshots");
    next(task, waiting, new ArrayList<>());
  }

  private void next(BackupTask task, Deque<Snapshot> waiting, List<String> failed) {
    while (!waiting.isEmpty()) {
      Snapshot one = waiting.remove();
      if (!wanted(one, state.timeline().now())) {
        task.say("SKIPPED: verify " + store.name() + ":" + one.name() + " (recently verified)");
        continue;
      }
      task.say("verify " + store.name() + ":" + one.name());
      task.after(
          EACH,
          () -> {
            if (isBroken(one)) {
              failed.add(one.name());
            }
            verify(task, one);
            next(task, waiting, failed);
          });
      return;
    }
    if (failed.isEmpty()) {
      task.succeed();
      return;
    }
    task.say("Failed to verify the following snapshots/groups:");
    failed.forEach(name -> task.say("\t" + name));
    task.fail(FAILED);
  }

  private static boolean isBroken(Snapshot one) {
    Verification last = one.facts().verification();
    return last != null && last.failed();
  }

  private boolean wanted(Snapshot one, Instant now) {
    Verification last = one.facts().verification();
    if (!ignoreVerified || last == null) {
      return true;
    }
    return outdatedAfterDays.isPresent()
        && BackupUpid.parse(last.upid())
            .map(
                upid -> Duration.between(upid.startedAt(), now).toDays() >= outdatedAfterDays.get())
            .orElse(true);
  }

  private void verify(BackupTask task, Snapshot one) {
    boolean broken = isBroken(one);
    task.say("  check " + one.fileNames().getFirst());
    if (broken) {
      task.say(
          "  can't verify chunk, load failed - store '"
              + store.name()
              + "', unable to load chunk 'a5c3b1e09d7f4c2286ab5541c0e7d93f' - No such file or"
              + " directory (os error 2)");
      task.say(
          "verify "
              + store.name()
              + ":"
              + one.name()
              + "/"
              + one.fileNames().getFirst()
              + " failed: chunks could not be verified");
    } else {
      task.say("  verified " + (one.size() >> 20) + " MiB in 3.90 seconds (0 errors)");
    }
    boolean stillThere = store.find(one.group(), one.time().getEpochSecond()).isPresent();
    if (stillThere) {
      store
          .shelf()
          .put(one.verified(new Verification(broken ? "failed" : "ok", task.upid().toString())));
    }
  }
}
