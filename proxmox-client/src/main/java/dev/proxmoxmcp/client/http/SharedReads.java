package dev.proxmoxmcp.client.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TimedOut;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Equal reads share one request while it is under way, and its answer for two seconds after. Equal
 * means: the same login, path and query, and no write in between. Only for callers who said that a
 * recent answer will do. Thread-safe.
 */
final class SharedReads {
  static final Duration KEPT = Duration.ofSeconds(2);

  /** Of all answers that are kept, in characters. */
  private static final long MOST = 16L << 20;

  private final InstantSource clock;
  private final AtomicLong writes = new AtomicLong();
  private final Map<Key, Flight> flights = new ConcurrentHashMap<>();
  private final Supplier<Cache<Key, Answered>> recent = new Lazy<>(this::cache);

  SharedReads(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Which reads are equal.
   *
   * @param writes how many writes began or ended before
   */
  private record Key(AuthId who, String target, long writes) {}

  private Cache<Key, Answered> cache() {
    return Caffeine.newBuilder()
        .expireAfterWrite(KEPT)
        .maximumWeight(MOST)
        .<Key, Answered>weigher(
            (key, kept) -> key.target().length() + kept.reply().content().length() + 64)
        .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
        .executor(Runnable::run)
        .build();
  }

  /**
   * The answer to a read, perhaps a recent one, or that of a request which others wait for too.
   *
   * @param limit how long this caller waits; others may wait longer
   * @param fetch sends the request; runs on a thread of its own, so that no caller's end is that of
   *     the others
   */
  Answered read(
      Attempt attempt, AuthId who, String target, Duration limit, Supplier<Answered> fetch) {
    Key key = new Key(who, target, writes.get());
    Answered kept = recent.get().getIfPresent(key);
    if (kept != null) {
      return kept;
    }
    Flight flight = join(key, fetch);
    try {
      return flight.get(attempt, limit);
    } finally {
      flight.leave();
    }
  }

  private Flight join(Key key, Supplier<Answered> fetch) {
    while (true) {
      Flight flight = flights.computeIfAbsent(key, mine -> new Flight(mine, fetch));
      if (flight.board()) {
        return flight;
      }
      flights.remove(key, flight); // its last passenger left just now
    }
  }

  /** A write begins, or has ended: what was read before is no longer recent. */
  void wrote() {
    writes.incrementAndGet();
    recent.get().invalidateAll();
  }

  /** An error, or the page of something in between, is asked for again. */
  private static boolean isGood(Reply reply) {
    return reply.status() == 200 && reply.contentType().startsWith("application/json");
  }

  /** One request under way, for everybody who asked the same meanwhile. */
  private final class Flight {
    private final Key key;
    private final FutureTask<Answered> task;
    private int passengers;
    private boolean started;
    private boolean over;

    Flight(Key key, Supplier<Answered> fetch) {
      this.key = key;
      this.task = new FutureTask<>(() -> answer(fetch));
    }

    /** Kept before a passenger gets it: whoever asks again at once must find it. */
    private Answered answer(Supplier<Answered> fetch) {
      Answered answered = fetch.get();
      if (isGood(answered.reply())) {
        recent.get().put(key, answered);
      }
      return answered;
    }

    /** Whether the caller came in time. The first starts the request. */
    synchronized boolean board() {
      if (over) {
        return false;
      }
      passengers++;
      if (!started) {
        started = true;
        Thread.ofVirtual().name("proxmox-shared").start(this::fly);
      }
      return true;
    }

    private void fly() {
      try {
        task.run();
      } finally {
        flights.remove(key, this);
      }
    }

    /** Without passengers it is broken off: nobody wants its answer. */
    synchronized void leave() {
      passengers--;
      if (passengers == 0) {
        over = true;
        var _ = task.cancel(true);
        flights.remove(key, this);
      }
    }

    Answered get(Attempt attempt, Duration limit) {
      try {
        return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new Interrupted("the answer to: " + attempt.purpose(), Delivery.UNKNOWN, interrupted);
      } catch (TimeoutException late) {
        throw TimedOut.noAnswer(attempt, limit, Delivery.UNKNOWN, late);
      } catch (ExecutionException failed) {
        throw switch (failed.getCause()) {
          case ProxmoxException known -> known;
          case RuntimeException defect -> defect;
          case null, default -> new IllegalStateException(failed.getCause());
        };
      } catch (CancellationException impossible) {
        throw new IllegalStateException("broken off while somebody waits for it", impossible);
      }
    }
  }

  /** Made when it is first needed, so that a start of the program does not pay for it. */
  private static final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private @Nullable T made;

    Lazy(Supplier<T> maker) {
      this.maker = maker;
    }

    @Override
    public synchronized T get() {
      T current = made;
      if (current == null) {
        current = maker.get();
        made = current;
      }
      return current;
    }
  }
}
