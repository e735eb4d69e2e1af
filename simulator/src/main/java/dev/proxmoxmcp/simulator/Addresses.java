package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.simulator.scenario.Face;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the nodes are said to be, and which of them really listen.
 *
 * @param shown node to IP address, as the cluster's status tells
 * @param listening node to IP address
 */
record Addresses(SequencedMap<String, String> shown, SequencedMap<String, String> listening) {

  /** The first node alone listens, for all of them. */
  static Addresses shared(int nodes) {
    SequencedMap<String, String> shown = new LinkedHashMap<>();
    SequencedMap<String, String> listening = new LinkedHashMap<>();
    for (int number = 1; number <= nodes; number++) {
      shown.put("pve" + number, "192.0.2." + (10 + number));
    }
    listening.put("pve1", "127.0.0.1");
    return new Addresses(shown, listening);
  }

  /** Every node listens. */
  static Addresses own(int nodes) {
    SequencedMap<String, String> listening = new LinkedHashMap<>();
    for (int number = 1; number <= nodes; number++) {
      listening.put("pve" + number, "127.0.0." + number);
    }
    return new Addresses(listening, listening);
  }

  /**
   * The certificates that the nodes present.
   *
   * @param ofFirst the first node's, or null for the usual one
   */
  SequencedMap<String, SimulatedCertificate> certificates(
      InstantSource clock, @Nullable SimulatedCertificate ofFirst) {
    SequencedMap<String, SimulatedCertificate> certificates = new LinkedHashMap<>();
    if (listening.size() == shown.size()) {
      certificates.putAll(SimulatedCertificate.ofNodes(clock, listening));
    } else {
      SimulatedCertificate one = ofFirst == null ? SimulatedCertificate.valid(clock) : ofFirst;
      shown.keySet().forEach(node -> certificates.put(node, one));
    }
    if (ofFirst != null) {
      certificates.put(shown.firstEntry().getKey(), ofFirst);
    }
    return certificates;
  }

  /** What the nodes show of themselves. */
  List<Face> faces(Map<String, SimulatedCertificate> certificates) {
    return shown.entrySet().stream()
        .map(node -> new Face(node.getValue(), fingerprint(certificates, node.getKey())))
        .toList();
  }

  private static String fingerprint(Map<String, SimulatedCertificate> certificates, String node) {
    SimulatedCertificate certificate = certificates.get(node);
    if (certificate == null) {
      throw new IllegalStateException("no certificate for " + node);
    }
    return certificate.fingerprint();
  }
}
