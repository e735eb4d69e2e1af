package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Passage;
import dev.proxmoxmcp.simulator.node.Condition.ApiStopped;
import dev.proxmoxmcp.simulator.node.Condition.BlackHoled;
import dev.proxmoxmcp.simulator.node.Condition.Off;
import dev.proxmoxmcp.simulator.node.Condition.Slow;
import dev.proxmoxmcp.simulator.node.Condition.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How all nodes are, and whether they see each other. Thread-safe. */
public final class Health {
  /** How long the cluster shows what it heard last of a node that has gone. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private static final Passage OPEN = new Passage.Open();
  private static final Condition WELL = new Well();

  private final Map<String, Condition> conditions = new ConcurrentHashMap<>();

  /** Since when every node sees none of the others; null while they do. */
  private final AtomicReference<@Nullable Instant> splitSince = new AtomicReference<>();

  /** By how much the clock of a node is ahead of the others; by less than nothing if behind. */
  private final Map<String, Duration> clocks = new ConcurrentHashMap<>();

  /** The versions of nodes that differ from the others. */
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  /** What the clock of a node says when it is {@code now}. */
  Instant clock(String node, Instant now) {
    return now.plus(clocks.getOrDefault(node, Duration.ZERO));
  }

  /** Has the clock of a node run ahead, or behind. */
  public void setClock(String node, Duration ahead) {
    clocks.put(node, ahead);
  }

  /**
   * The version that a node tells.
   *
   * @param usual that of the others, with everything else that belongs to it
   */
  public Map<String, Object> version(String node, Map<String, Object> usual) {
    String own = versions.get(node);
    if (own == null) {
      return usual;
    }
    Map<String, Object> version = new LinkedHashMap<>(usual);
    version.put("version", own);
    version.put("release", own.replaceFirst("\\.[0-9]+$", ""));
    return version;
  }

  /** Has a node run another version than the others, such as {@code 9.1.2}. */
  public void setVersion(String node, String version) {
    versions.put(node, version);
  }

  /** How a node is. */
  public Condition of(String node) {
    return conditions.getOrDefault(node, WELL);
  }

  /** Changes how a node is. */
  public void set(String node, Condition condition) {
    conditions.put(node, condition);
  }

  /** Cuts all links between the nodes. */
  public void split(Instant now) {
    splitSince.compareAndSet(null, now);
  }

  /** Mends the links between the nodes. */
  public void join() {
    splitSince.set(null);
  }

  /** Whether the links between the nodes are cut. */
  public boolean isSplit() {
    return splitSince.get() != null;
  }

  /** Whether {@code asked} has a node among the members that are there. */
  public boolean online(String asked, String node) {
    return goneSince(asked, node).isEmpty();
  }

  /** Whether more than half of these nodes see each other, of which {@code asked} is one. */
  public boolean quorate(String asked, List<Node> all) {
    long online = all.stream().filter(node -> online(asked, node.name())).count();
    return online * 2 > all.size();
  }

  /**
   * Whether {@code asked} still shows what a node told of its guests and storages: while it is
   * there, and for five minutes after that.
   */
  public boolean remembered(String asked, String node, Instant now) {
    return goneSince(asked, node).map(since -> now.isBefore(since.plus(REMEMBERED))).orElse(true);
  }

  private Optional<Instant> goneSince(String asked, String node) {
    if (asked.equals(node)) {
      return Optional.empty();
    }
    return switch (of(node)) {
      case Off(Instant since) -> Optional.of(since);
      case BlackHoled(Instant since) -> Optional.of(since);
      case Well(), Slow(_), ApiStopped() -> Optional.ofNullable(splitSince.get());
    };
  }

  /** How a request gets from one node to the other; recorded, but for the node that is off. */
  Passage passage(String asked, String node) {
    if (asked.equals(node)) {
      return OPEN;
    }
    return switch (of(node)) {
      case Off(_) -> new Passage.Broken(595, "No route to host", false);
      case ApiStopped() -> new Passage.Broken(595, "Connection refused", false);
      case BlackHoled(_) -> new Passage.Broken(595, "Connection timed out", true);
      case Well(), Slow(_) ->
          isSplit() ? new Passage.Broken(595, "Connection timed out", true) : OPEN;
    };
  }

  /** How much longer than usual a node takes. */
  public Duration delay(String node) {
    return of(node) instanceof Slow(Duration by) ? by : Duration.ZERO;
  }
}
