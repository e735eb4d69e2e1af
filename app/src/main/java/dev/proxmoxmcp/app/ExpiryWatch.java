package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.Remaining;
import dev.proxmoxmcp.client.access.TokenInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a day when the tokens end, and says it in the log from 14 days before on, and more
 * urgently from 3 days before on. Owned by the thread that made it.
 */
public final class ExpiryWatch implements AutoCloseable {
  static final String THREAD = "expiry";

  /** Calls of a client that has just come go first. */
  private static final Duration FIRST = Duration.ofMinutes(1);

  private static final Duration EVERY = Duration.ofDays(1);
  private static final Logger LOG = System.getLogger(ExpiryWatch.class.getName());

  private final Supplier<List<Cluster>> clusters;
  private final InstantSource clock;
  private final Pause pause;
  private @Nullable Thread thread;
  private boolean closed;

  /**
   * @param clusters as they are when it looks
   * @param pause between two looks
   */
  ExpiryWatch(Supplier<List<Cluster>> clusters, InstantSource clock, Pause pause) {
    this.clusters = clusters;
    this.clock = clock;
    this.pause = pause;
  }

  /** Begins to look, a minute from now. */
  public synchronized void begin() {
    if (thread == null && !closed) {
      thread = Thread.ofVirtual().name(THREAD).start(this::watch);
    }
  }

  private void watch() {
    try {
      pause.sleep(FIRST);
      while (true) {
        clusters.get().forEach(this::look);
        pause.sleep(EVERY);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Cluster cluster) {
    BoundCluster reader = cluster.through(Gate.readsOnly());
    if (!(reader.access().authId() instanceof TokenId token)) {
      return;
    }
    try {
      reader.access().tokens().find(token).ifPresent(info -> say(cluster.name(), token, info));
    } catch (ProxmoxException | IllegalStateException unknown) {
      // not visible to this token, or the cluster is away or was just closed: tomorrow again
      LOG.log(Level.DEBUG, () -> "When the token ends is not known. cluster=" + cluster.name());
    }
  }

  private void say(String cluster, TokenId token, TokenInfo info) {
    Instant end = info.expires();
    Instant now = clock.instant();
    if (end == null) {
      return;
    }
    String urgency =
        switch (Remaining.of(end, now)) {
          case ENDLESS, AMPLE -> "";
          case SOON -> "make it anew in time";
          case VERY_SOON -> "make it anew now";
          case OVER -> "no call works until it is made anew";
        };
    if (!urgency.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "A token {0}: {1}. cluster={2} token={3} end={4} mend=\"proxmox-mcp token rotate {2}\"",
          Remaining.words(end, now),
          urgency,
          cluster,
          token,
          end);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
