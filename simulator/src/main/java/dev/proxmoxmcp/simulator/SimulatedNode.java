package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.http.Listener;
import dev.proxmoxmcp.simulator.node.Condition;
import dev.proxmoxmcp.simulator.scenario.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node of a simulated cluster, and what can happen to it. Where it has a listener of its own
 * ({@link ClusterBuilder#listenerPerNode}) clients feel it there; in any case the other nodes
 * answer accordingly when they are asked for it. Thread-safe.
 */
public final class SimulatedNode {
  private final String name;
  private final World world;
  private final @Nullable Listener listener;
  private final AtomicReference<SimulatedCertificate> certificate;

  SimulatedNode(
      String name, World world, @Nullable Listener listener, SimulatedCertificate certificate) {
    this.name = name;
    this.world = world;
    this.listener = listener;
    this.certificate = new AtomicReference<>(certificate);
  }

  /** Has its listener do what its condition at the start of the scenario demands. */
  void begin() {
    switch (world.nodes().health().of(name)) {
      case Condition.Off(_), Condition.ApiStopped() -> refuse();
      case Condition.BlackHoled(_) -> ignore();
      case Condition.Well(), Condition.Slow(_) -> {}
    }
  }

  private void refuse() {
    if (listener != null) {
      listener.refuse();
    }
  }

  private void ignore() {
    if (listener != null) {
      listen(Listener::ignore, listener);
    }
  }

  /** Such as {@code pve1}. */
  public String name() {
    return name;
  }

  /**
   * Where it listens: {@code https://127.0.0.2:PORT}.
   *
   * @throws IllegalStateException if it has no listener of its own
   */
  public URI address() {
    InetSocketAddress address = listener().address();
    return URI.create("https://" + address.getAddress().getHostAddress() + ":" + address.getPort());
  }

  /** Whether it has an address of its own, at which it listens when it is well. */
  public boolean listens() {
    return listener != null;
  }

  /** {@code well}, {@code slow}, {@code api_stopped}, {@code offline} or {@code black_holed}. */
  public String condition() {
    return switch (world.nodes().health().of(name)) {
      case Condition.Well() -> "well";
      case Condition.Slow(_) -> "slow";
      case Condition.ApiStopped() -> "api_stopped";
      case Condition.Off(_) -> "offline";
      case Condition.BlackHoled(_) -> "black_holed";
    };
  }

  /** SHA-256 of the certificate that it presents now, as {@code AA:BB:…}. */
  public String fingerprint() {
    return certificate.get().fingerprint();
  }

  SimulatedCertificate certificate() {
    return certificate.get();
  }

  /**
   * Presents another certificate to new connections and closes all open ones. The node list still
   * shows the old one, as it does when somebody else answers in a node's place.
   *
   * @throws IllegalStateException if it has no listener of its own
   */
  public void presents(SimulatedCertificate other) {
    listener().present(other.identity());
    certificate.set(other);
  }

  private Listener listener() {
    if (listener == null) {
      throw new IllegalStateException(
          name + " has no address of its own; start the cluster with a listener per node");
    }
    return listener;
  }

  /**
   * Is switched off: its address refuses connections; the others answer 595 {@code No route to
   * host} for it and list it as offline, and five minutes later its guests as unknown.
   */
  public void goesOffline() {
    become(Condition.Off::new);
    refuse();
  }

  /**
   * Its API service stops: its address refuses connections, the others answer 595 {@code Connection
   * refused} for it, and yet list it as online.
   */
  public void stopsItsApi() {
    become(_ -> new Condition.ApiStopped());
    refuse();
  }

  /**
   * Packets to it vanish: its address takes connections but nothing is ever read or answered there;
   * the others answer 595 {@code Connection timed out} for it once the forwarding limit has passed,
   * and list it as offline.
   */
  public void isBlackHoled() {
    become(Condition.BlackHoled::new);
    ignore();
  }

  /**
   * Everything that it answers, at its own address or through another node, takes that much longer,
   * in real time.
   *
   * @throws IllegalArgumentException if {@code by} is negative
   */
  public void slowsDown(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("slower by " + by + " is faster");
    }
    become(_ -> new Condition.Slow(by));
    if (listener != null) {
      listen(Listener::answer, listener);
    }
  }

  /**
   * Its clock runs ahead of the others', or behind.
   *
   * @param ahead by how much; less than nothing for behind, nothing to set it right
   */
  public void setsItsClock(Duration ahead) {
    world.nodes().health().setClock(name, ahead);
  }

  /**
   * Tells another version than the others, as in the middle of an upgrade; it answers as before.
   *
   * @param version such as {@code 9.1.2}
   */
  public void tellsVersion(String version) {
    world.nodes().health().setVersion(name, version);
  }

  /**
   * Is well again, whatever it was.
   *
   * @throws UncheckedIOException if it cannot listen, because its port was taken meanwhile
   */
  public void comesBack() {
    if (listener != null) {
      listen(Listener::answer, listener);
    }
    become(_ -> new Condition.Well());
  }

  private void become(Function<Instant, Condition> condition) {
    world
        .timeline()
        .take(now -> {
          world.nodes().health().set(name, condition.apply(now));
          return name;
        });
  }

  private interface Listening {
    void change(Listener listener) throws IOException;
  }

  private static void listen(Listening how, Listener listener) {
    try {
      how.change(listener);
    } catch (IOException taken) {
      throw new UncheckedIOException(taken);
    }
  }
}
