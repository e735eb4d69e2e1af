package dev.proxmoxmcp.guard.approval;

import dev.proxmoxmcp.guard.audit.AuditEntry;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.audit.Origin;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Slows down who guesses the approval passphrase: after three wrong ones each further one is waited
 * for twice as long, for all processes on the store and over restarts. An attempt counts as wrong
 * from its begin on, so that many at once gain nothing. Thread-safe.
 */
public final class Attempts {
  private static final String MARK = "approval-attempts";
  private static final Pattern BODY = Pattern.compile("([0-9]{1,6}) (\\S{1,40})");

  /** So many may be wrong at once: people mistype. */
  private static final int FREE = 3;

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final GuardStore store;
  private final InstantSource clock;

  public Attempts(GuardStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Known(int wrong, Instant until) {}

  /**
   * Begins one.
   *
   * @return how long to wait before it may be made; empty if it may be made now, and counts
   */
  public Optional<Duration> begin() {
    return store.change(books -> {
      Instant now = clock.instant();
      Known known = known(books, now);
      if (now.isBefore(known.until())) {
        return Optional.of(Duration.between(now, known.until()));
      }
      int wrong = known.wrong() + 1;
      Instant until = wrong < FREE ? now : now.plus(pause(wrong));
      books.put(Kind.MARK, MARK, wrong + " " + until, null);
      return Optional.empty();
    });
  }

  /** What a person is told who comes too early; one who mistypes is no guesser yet. */
  public static String tooEarly(Duration wait) {
    return (wait.compareTo(FIRST) > 0
            ? "Too many wrong passphrases"
            : "The last passphrase was wrong")
        + "; try again in %d s.".formatted(wait.toSeconds() + 1);
  }

  /**
   * Records that one was wrong: whoever guesses leaves something to be seen.
   *
   * @param channel where it was typed: {@code terminal}, {@code page}
   */
  public void wrong(String channel) {
    store.change(books ->
        books.append(
            new AuditEntry(
                clock.instant(),
                Event.REFUSED,
                Origin.of("somebody"),
                JsonNodeFactory.instance
                    .objectNode()
                    .put("title", "approval")
                    .put("why", "wrong approval passphrase")
                    .put("channel", channel))));
  }

  /** Forgets all of them: the passphrase was right. */
  public void right() {
    store.change(books -> {
      books.remove(Kind.MARK, MARK);
      return true;
    });
  }

  private static Duration pause(int wrong) {
    int doubled = Math.min(wrong - FREE, 10);
    Duration pause = FIRST.multipliedBy(1L << doubled);
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  /** What cannot be read counts as many wrong ones: somebody changed it. */
  private static Known known(Books books, Instant now) {
    Optional<String> body = books.get(Kind.MARK, MARK);
    if (body.isEmpty()) {
      return new Known(0, now);
    }
    Matcher parts = BODY.matcher(body.get());
    try {
      return parts.matches()
          ? new Known(Integer.parseInt(parts.group(1)), Instant.parse(parts.group(2)))
          : new Known(FREE, now);
    } catch (DateTimeException unreadable) {
      return new Known(FREE, now);
    }
  }
}
