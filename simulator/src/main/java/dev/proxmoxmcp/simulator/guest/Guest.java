package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A guest: what it is, and whether it runs. Mutable; guarded by the timeline's turn. */
public final class Guest {
  /** Whether a guest runs. */
  public enum State {
    STOPPED,
    RUNNING,
    /** Running, but its CPUs are halted; lists still call it running. */
    PAUSED,
    /** Halted by QEMU itself because its disk failed; lists still call it running. */
    IO_ERROR;

    /** As QEMU names it. */
    String qmpStatus() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final int vmid;
  private final GuestKind kind;
  private String node;
  private GuestSize size;
  private final Temper temper;
  private String pool;
  private final Map<String, Object> config;
  private final GuestFiles files;
  private final ConfigLock configLock = new ConfigLock();
  private final Snapshots snapshots = new Snapshots();
  private final Map<String, Object> pending = new LinkedHashMap<>();
  private final Set<String> deletedAtNextStart = new LinkedHashSet<>();
  private State state = State.STOPPED;
  private boolean agentIsSilent;
  private String haState = "";
  private @Nullable Instant startedAt;

  /**
   * A stopped guest.
   *
   * @param pool empty for none
   * @param config its configuration file: key to text or number
   */
  public Guest(
      Identity identity,
      GuestSize size,
      Temper temper,
      String pool,
      Map<String, ? extends Object> config) {
    this.vmid = identity.vmid();
    this.kind = identity.kind();
    this.node = identity.node();
    this.size = size;
    this.temper = temper;
    this.pool = pool;
    this.config = new LinkedHashMap<>(config);
    this.files = new GuestFiles(name());
  }

  /** Which guest it is and where. */
  public record Identity(int vmid, GuestKind kind, String node) {}

  /** Its number. */
  public int vmid() {
    return vmid;
  }

  /** VM or container. */
  public GuestKind kind() {
    return kind;
  }

  /** The node that holds its configuration. */
  public String node() {
    return node;
  }

  /** What it was given. */
  public GuestSize size() {
    return size;
  }

  /** How it behaves. */
  Temper temper() {
    return temper;
  }

  /** Goes to another node. */
  void moveTo(String other) {
    node = other;
  }

  /** Is in that pool, or in none where it is empty. */
  public void joinPool(String other) {
    pool = other;
  }

  /** The pool that it is in, or empty. */
  public Optional<String> pool() {
    return pool.isEmpty() ? Optional.empty() : Optional.of(pool);
  }

  /** Its configuration. */
  public Map<String, Object> config() {
    return Collections.unmodifiableMap(config);
  }

  /** Changes a setting, or takes it away where the value is null; what was pending is gone. */
  void set(String key, @Nullable Object value) {
    pending.remove(key);
    deletedAtNextStart.remove(key);
    if (value == null) {
      config.remove(key);
    } else {
      config.put(key, value);
    }
    size = size.of(kind, config);
  }

  /** Takes back a change that waits for the next start. */
  void revert(String key) {
    pending.remove(key);
    deletedAtNextStart.remove(key);
  }

  /** Puts back what was saved, and takes away what waits for a restart. */
  void restore(Snapshot.Held saved) {
    config.clear();
    config.putAll(saved.config());
    pending.clear();
    deletedAtNextStart.clear();
    size = size.of(kind, config);
    files.restore(saved.files());
  }

  /** The files in it, to be read and changed: path to content. */
  public Map<String, byte[]> files() {
    return files.byPath();
  }

  /** Changes of the configuration that wait for the next start: key to new value. */
  Map<String, Object> pending() {
    return Collections.unmodifiableMap(pending);
  }

  /** Settings that the next start takes away. */
  Set<String> deletedAtNextStart() {
    return Collections.unmodifiableSet(deletedAtNextStart);
  }

  /** Takes away a setting that a running guest cannot be without. */
  void deleteAtNextStart(String key) {
    pending.remove(key);
    deletedAtNextStart.add(key);
  }

  /** Changes a setting that a running guest cannot take up. */
  public void changeAtNextStart(String key, Object value) {
    deletedAtNextStart.remove(key);
    pending.put(key, value);
  }

  /** Its snapshots. */
  Snapshots snapshots() {
    return snapshots;
  }

  /** A setting as text, or empty. */
  public Optional<String> setting(String key) {
    return Optional.ofNullable(config.get(key)).map(String::valueOf);
  }

  /**
   * SHA-1 of its configuration file, as Proxmox uses it to notice changes; what waits for the next
   * start stands in that file too.
   */
  public String digest() {
    StringBuilder file = new StringBuilder();
    config.forEach((key, value) -> file.append(key).append(": ").append(value).append('\n'));
    pending.forEach((key, value) -> file.append("pending ").append(key).append(value).append('\n'));
    deletedAtNextStart.forEach(key -> file.append("delete ").append(key).append('\n'));
    snapshots.all().forEach(snapshot -> file.append(snapshot).append('\n'));
    return Digest.of(file.toString());
  }

  /** The name; Proxmox makes one up ({@code VM 111}) for a guest that has none. */
  public String name() {
    String key = kind == GuestKind.QEMU ? "name" : "hostname";
    return setting(key).orElseGet(() -> kind.label() + " " + vmid);
  }

  /** Whether it is a template. */
  public boolean template() {
    return setting("template").filter("1"::equals).isPresent();
  }

  /** What it is locked for, such as {@code backup}; empty if it is not. */
  public Optional<String> lock() {
    return setting("lock");
  }

  /**
   * Refuses what a lock forbids.
   *
   * @throws Refusal.Died with the name of the lock
   */
  void requireUnlocked() {
    if (lock().isPresent()) {
      throw new Refusal.Died(kind.label() + " is locked (" + lock().get() + ")");
    }
  }

  /** Locks the configuration for a long operation. */
  public void lock(String reason) {
    config.put("lock", reason);
  }

  /** Takes the lock away. */
  public void unlock() {
    config.remove("lock");
  }

  /** Whether its agent, if it has one, does not answer. */
  public boolean agentIsSilent() {
    return agentIsSilent;
  }

  /** Has its agent answer or not. */
  public void silenceAgent(boolean silent) {
    agentIsSilent = silent;
  }

  /** The file lock that one task at a time holds. */
  ConfigLock configLock() {
    return configLock;
  }

  /** Whether it runs. */
  public State state() {
    return state;
  }

  /** Whether there is a process: running or paused. */
  public boolean running() {
    return state != State.STOPPED;
  }

  /** Runs from {@code now} on. */
  public void start(Instant now) {
    takeUpPending();
    state = State.RUNNING;
    startedAt = now;
  }

  /** Takes up what waited for a start. */
  private void takeUpPending() {
    if (!pending.isEmpty() || !deletedAtNextStart.isEmpty()) {
      config.putAll(pending);
      config.keySet().removeAll(deletedAtNextStart);
      pending.clear();
      deletedAtNextStart.clear();
      size = size.of(kind, config);
    }
  }

  /** Runs no longer. */
  public void stop() {
    state = State.STOPPED;
    startedAt = null;
  }

  /** Its disk failed. */
  public void failToWrite() {
    state = State.IO_ERROR;
  }

  /** What the HA manager says of it, such as {@code started}; empty if that does not manage it. */
  public Optional<String> haState() {
    return haState.isEmpty() ? Optional.empty() : Optional.of(haState);
  }

  /** Has the HA manager manage it, in that state. */
  public void manageByHa(String haState) {
    this.haState = haState;
  }

  /** Halts its CPUs. */
  void pause() {
    state = State.PAUSED;
  }

  /** Lets its CPUs go on. */
  void resume() {
    state = State.RUNNING;
  }

  /** How long it has run, zero if it does not. */
  public Duration uptime(Instant now) {
    return startedAt == null ? Duration.ZERO : Duration.between(startedAt, now);
  }
}
