package dev.proxmoxmcp.store.forward;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.guard.audit.AuditRecord;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.Kind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Sends every record of a trail to each target, in order and at least once. Each target has a
 * thread and a place in the trail of its own, so that neither a change nor another target waits for
 * one that does not answer. Of several processes on one folder one sends to a target at a time.
 */
public final class Forwarding implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Forwarding.class.getName());
  private static final int LARGEST_BATCH = 500;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration RENEWAL = Duration.ofSeconds(20);

  private final GuardStore store;
  private final InstantSource clock;
  private final Pause pause;
  private final String own = UUID.randomUUID().toString();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Begins.
   *
   * @param targets each by its name in the settings
   * @param clock the time
   * @param pause how to wait
   */
  public Forwarding(
      GuardStore store, Map<String, Target> targets, InstantSource clock, Pause pause) {
    this.store = store;
    this.clock = clock;
    this.pause = pause;
    new TreeMap<>(targets)
        .forEach((name, target) ->
            threads.add(
                Thread.ofPlatform()
                    .daemon()
                    .name("audit-forward-" + name)
                    .start(() -> run(name, target))));
  }

  private void run(String name, Target target) {
    Duration wait = BETWEEN_LOOKS;
    boolean failing = false;
    Instant renewed = Instant.MIN;
    try (Carrier carrier = Carrier.to(target)) {
      while (!Thread.currentThread().isInterrupted()) {
        boolean more = false;
        try {
          List<AuditRecord> batch = next(name);
          if (!batch.isEmpty()) {
            if (!clock.instant().isBefore(renewed.plus(RENEWAL))) {
              renewed = lease(name) ? clock.instant() : Instant.MIN;
            }
            if (!renewed.equals(Instant.MIN)) {
              carrier.send(lines(name, target, batch));
              more = batch.size() == LARGEST_BATCH;
              sent(name, batch.getLast().seq());
            }
          }
          if (failing) {
            LOG.log(Level.INFO, "The audit trail is forwarded again. target={0}", name);
          }
          failing = false;
          wait = BETWEEN_LOOKS;
        } catch (IOException | CannotRecord trouble) {
          if (!failing) {
            LOG.log(
                Level.WARNING,
                "The audit trail cannot be forwarded; it is tried again, and nothing is lost as"
                    + " long as the trail is kept. target={0} why={1}",
                name,
                trouble.getMessage());
          }
          failing = true;
          wait =
              wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0
                  ? LONGEST_WAIT
                  : wait.multipliedBy(2);
        }
        if (!more) {
          pause.sleep(wait);
        }
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    release(name);
  }

  /** So that another process need not wait until this one's right has ended by itself. */
  private void release(String name) {
    try {
      store.change(books -> {
        if (books.get(Kind.MARK, leaseOf(name)).orElse("").startsWith(own + " ")) {
          books.remove(Kind.MARK, leaseOf(name));
        }
        return true;
      });
    } catch (CannotRecord _) {
      // it ends by itself
    }
  }

  /** What somebody changed in the file is found by the verification; it is not spread. */
  private static List<Line> lines(String name, Target target, List<AuditRecord> batch) {
    List<Line> lines = new ArrayList<>();
    for (AuditRecord record : batch) {
      if (record.intact()) {
        lines.add(Line.of(record, target.format()));
      } else {
        LOG.log(
            Level.WARNING,
            "A record is not what was recorded and was not forwarded; run `proxmox-mcp audit"
                + " verify`. target={0} seq={1}",
            name,
            record.seq());
      }
    }
    return lines;
  }

  private List<AuditRecord> next(String name) {
    return store.look(books -> {
      long from = cursor(books, name) + 1;
      List<AuditRecord> batch = new ArrayList<>();
      books.forward(
          from,
          record -> {
            batch.add(record);
            return batch.size() < LARGEST_BATCH;
          });
      return batch;
    });
  }

  /** Whether this process is the one that sends; another one's right ends by itself. */
  private boolean lease(String name) {
    return store.<Boolean>change(books -> {
      Instant now = clock.instant();
      String[] holder = books.get(Kind.MARK, leaseOf(name)).orElse("").split(" ", 2);
      if (holder.length == 2
          && !holder[0].equals(own)
          && now.isBefore(Instant.ofEpochMilli(Long.parseLong(holder[1])))) {
        return false;
      }
      books.put(
          Kind.MARK, leaseOf(name), own + " " + now.plus(LEASE).toEpochMilli(), now.plus(LEASE));
      return true;
    });
  }

  /** If the process is killed before this is kept, records are sent twice. */
  private void sent(String name, long seq) {
    store.change(books -> {
      if (cursor(books, name) < seq) {
        books.put(Kind.MARK, cursorOf(name), Long.toString(seq), null);
      }
      return true;
    });
  }

  private static long cursor(Books books, String name) {
    Optional<String> cursor = books.get(Kind.MARK, cursorOf(name));
    return cursor.map(Long::parseLong).orElse(0L);
  }

  private static String cursorOf(String name) {
    return "audit.forward." + name;
  }

  private static String leaseOf(String name) {
    return "audit.forward.lease." + name;
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      try {
        if (!thread.join(Duration.ofSeconds(10))) {
          LOG.log(Level.WARNING, "Forwarding did not end in time. thread={0}", thread.getName());
        }
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
