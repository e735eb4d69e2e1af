package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.mcp.transport.http.Readiness;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cluster has answered since the start: until then a server that others are sent to would
 * be of no use to them. Asks for the version until one of them tells it, and then no more.
 * Thread-safe.
 */
final class FirstAnswer implements Readiness, AutoCloseable {
  private static final Logger LOG = System.getLogger(FirstAnswer.class.getName());

  /** Between two rounds. */
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** So many are told in the log; words that differ each time must not fill it. */
  private static final int MOST_REASONS = 20;

  private final Supplier<List<Cluster>> clusters;
  private final Pause pause;
  private volatile boolean answered;

  /** Why each has not answered, as the log has it; owned by the thread that asks. */
  private final Set<String> told = new HashSet<>();

  private @Nullable Thread thread;

  /**
   * @param clusters as they are when it asks
   * @param pause between two rounds
   */
  FirstAnswer(Supplier<List<Cluster>> clusters, Pause pause) {
    this.clusters = clusters;
    this.pause = pause;
  }

  /** Begins to ask. */
  synchronized void begin() {
    thread = Thread.ofVirtual().name("first-answer").start(this::ask);
  }

  private void ask() {
    try {
      while (!clusters.get().stream().anyMatch(this::answers)) {
        pause.sleep(EVERY);
      }
      answered = true;
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers(Cluster cluster) {
    try {
      cluster.through(Gate.readsOnly()).cluster().version();
      return true;
    } catch (ProxmoxException | IllegalStateException away) {
      String why = String.valueOf(away.getMessage()).replace('"', '\'');
      boolean fresh = told.size() < MOST_REASONS && told.add(cluster.name() + " " + why);
      LOG.log(
          fresh ? Level.WARNING : Level.DEBUG,
          () -> "No answer yet. cluster=" + cluster.name() + " why=\"" + why + "\"");
      return false;
    }
  }

  @Override
  public Optional<String> whyNot() {
    return answered ? Optional.empty() : Optional.of("no cluster has answered yet");
  }

  @Override
  public synchronized void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
