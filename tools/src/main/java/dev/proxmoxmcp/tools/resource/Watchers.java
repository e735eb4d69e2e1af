package dev.proxmoxmcp.tools.resource;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.mcp.api.Resources.ReadFailure;
import dev.proxmoxmcp.mcp.api.Resources.Watch;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what somebody watches, and at nothing else: one thread for each watched thing, which all
 * who watch it share, and which ends with the last of them. Guarded by its lock, under which
 * nothing waits.
 */
public final class Watchers implements AutoCloseable {
  /** Between two looks at one thing. */
  public static final Duration EVERY = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(Watchers.class.getName());

  /** Watched things; more would be a load of their own on the cluster. */
  private static final int MOST = 200;

  /** Of the four requests that a node gets at once, two are left to those who wait for answers. */
  private static final int SIDE_BY_SIDE = 2;

  /** A client that subscribes is not kept waiting by a cluster that is silent. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

  private final Eye eye;
  private final Pause pause;
  private final Semaphore room = new Semaphore(SIDE_BY_SIDE);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Poller> pollers = new HashMap<>();
  private boolean closed;

  /**
   * What is watched.
   *
   * @param principal on whose behalf it is looked at
   */
  public record Key(String principal, Address address) {}

  /** Looks at it once. */
  @FunctionalInterface
  public interface Eye {
    /**
     * What of it matters now.
     *
     * @throws ProxmoxException what went wrong
     */
    Sight look(Key key) throws InterruptedException;
  }

  /**
   * @param pause how to wait between two looks
   */
  public Watchers(Eye eye, Pause pause) {
    this.eye = eye;
    this.pause = pause;
  }

  /**
   * Tells of changes until the result is closed.
   *
   * @param changed called on a thread of its own; does not block
   * @return empty if there is no such thing
   * @throws ReadFailure if it may not be seen, or too much is watched
   */
  public Optional<Watch> watch(Key key, Runnable changed) throws ReadFailure {
    Object token = new Object();
    Poller poller = entered(key, token, changed);
    Watch watch = () -> leave(key, poller, token);
    try {
      if (poller.first.get(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS).equals(Sight.GONE)) {
        watch.close();
        return Optional.empty();
      }
      return Optional.of(watch);
    } catch (TimeoutException silent) {
      letIn(poller);
      return Optional.of(watch);
    } catch (ExecutionException failure) {
      watch.close();
      throw new ReadFailure(reason(failure));
    } catch (InterruptedException ending) {
      watch.close();
      Thread.currentThread().interrupt();
      throw new ReadFailure("This server stops.");
    }
  }

  private static String reason(ExecutionException failure) {
    return failure.getCause() instanceof ProxmoxException refused
        ? refused.getMessage()
        : "It cannot be looked at.";
  }

  /** How many things are looked at. */
  public int watched() {
    lock.lock();
    try {
      return pollers.size();
    } finally {
      lock.unlock();
    }
  }

  private Poller entered(Key key, Object token, Runnable changed) throws ReadFailure {
    lock.lock();
    try {
      if (closed) {
        throw new ReadFailure("This server stops.");
      }
      Poller poller = pollers.get(key);
      if (poller == null) {
        if (pollers.size() >= MOST) {
          throw new ReadFailure(
              "%d things are watched on this server, which is the most. Ask again without"
                      .formatted(MOST)
                  + " watching, or watch a cluster instead of its parts.");
        }
        poller = new Poller(key);
        pollers.put(key, poller);
        poller.thread.start();
      }
      poller.listeners.put(token, changed);
      return poller;
    } finally {
      lock.unlock();
    }
  }

  /** Before the first look has ended: told as soon as anything is known. */
  private void letIn(Poller poller) {
    lock.lock();
    try {
      poller.early = !poller.first.isDone();
    } finally {
      lock.unlock();
    }
  }

  private void leave(Key key, Poller poller, Object token) {
    lock.lock();
    try {
      poller.listeners.remove(token);
      if (poller.listeners.isEmpty() && pollers.remove(key, poller)) {
        poller.thread.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends every look; nobody is told any more. */
  @Override
  public void close() {
    List<Poller> last;
    lock.lock();
    try {
      closed = true;
      last = List.copyOf(pollers.values());
      pollers.clear();
    } finally {
      lock.unlock();
    }
    last.forEach(poller -> poller.thread.interrupt());
  }

  /** Looks at one thing; its own thread owns it but for the listeners, which the lock guards. */
  private final class Poller {
    private final Key key;
    private final Thread thread;
    private final Map<Object, Runnable> listeners = new LinkedHashMap<>();
    private final CompletableFuture<Sight> first = new CompletableFuture<>();
    private @Nullable Sight before;
    private boolean failing;
    private boolean early;

    Poller(Key key) {
      this.key = key;
      this.thread = Thread.ofVirtual().name("watch " + key.address().uri()).unstarted(this::run);
    }

    private void run() {
      try {
        while (before == null || !before.last()) {
          look();
          pause.sleep(EVERY);
        }
      } catch (InterruptedException _) {
        // Nobody watches it any more.
      }
    }

    private void look() throws InterruptedException {
      room.acquire();
      Sight now;
      try {
        now = eye.look(key);
      } catch (Interrupted stopped) {
        throw new InterruptedException(stopped.getMessage());
      } catch (ProxmoxException failure) {
        failed(failure);
        return;
      } finally {
        room.release();
      }
      failing = false;
      if (isNews(now)) {
        tell();
      }
    }

    private boolean isNews(Sight now) {
      lock.lock();
      try {
        boolean news = before == null ? early : !now.equals(before);
        before = now;
        first.complete(now);
        return news;
      } finally {
        lock.unlock();
      }
    }

    /** What cannot be seen for a while is no change: who reads it is told why. */
    private void failed(ProxmoxException failure) {
      if (failure instanceof PermissionDenied
          || failure instanceof Unauthenticated
          || failure instanceof Refused) {
        first.completeExceptionally(failure);
      } else if (!failing) {
        LOG.log(
            Level.DEBUG,
            "A watched thing cannot be looked at. principal={0} uri={1} reason={2}",
            key.principal(),
            key.address().uri(),
            failure.getMessage());
      }
      failing = true;
    }

    private void tell() {
      List<Runnable> all;
      lock.lock();
      try {
        all = List.copyOf(listeners.values());
      } finally {
        lock.unlock();
      }
      all.forEach(Runnable::run);
    }
  }
}
