package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.http.HttpsServer;
import dev.proxmoxmcp.simulator.http.Listener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Starts the listeners of nodes, all on one port. */
final class NodeListeners {
  /** How often another port is tried where any will do. */
  private static final int TRIES = 20;

  private final HttpsServer server;
  private final FrontDoor door;
  private final Map<String, SimulatedCertificate> certificates;

  /** Listeners for nodes that present these certificates. */
  NodeListeners(
      HttpsServer server, FrontDoor door, Map<String, SimulatedCertificate> certificates) {
    this.server = server;
    this.door = door;
    this.certificates = Map.copyOf(certificates);
  }

  /**
   * Starts one for each node.
   *
   * @param addresses node to IP address
   * @param port 0 for any that is free at all addresses
   * @throws IOException if it cannot listen
   */
  Map<String, Listener> open(SequencedMap<String, String> addresses, int port) throws IOException {
    for (int left = port == 0 ? TRIES : 1; ; left--) {
      Map<String, Listener> open = new LinkedHashMap<>();
      try {
        int common = port;
        for (Map.Entry<String, String> node : addresses.entrySet()) {
          Listener listener = open(node.getKey(), node.getValue(), common);
          open.put(node.getKey(), listener);
          common = listener.address().getPort();
        }
        return open;
      } catch (BindException taken) {
        // Free at the first address, but not at all of them.
        open.values().forEach(server::forget);
        if (left == 1) {
          throw taken;
        }
      }
    }
  }

  private Listener open(String node, String address, int port) throws IOException {
    SimulatedCertificate certificate = certificates.get(node);
    if (certificate == null) {
      throw new IllegalStateException("no certificate for " + node);
    }
    return server.listen(
        InetAddress.ofLiteral(address), port, certificate.identity(), door.of(node));
  }
}
