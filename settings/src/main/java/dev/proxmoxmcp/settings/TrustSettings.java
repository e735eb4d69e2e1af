package dev.proxmoxmcp.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a host's certificate is verified. There is no way to leave it out. */
public sealed interface TrustSettings {
  /** By the certificate authorities of the system. */
  record SystemAuthorities() implements TrustSettings {}

  /**
   * By the authorities in a PEM file, such as a copy of a node's {@code /etc/pve/pve-root-ca.pem}.
   */
  record AuthorityFile(Path pem) implements TrustSettings {}

  /**
   * By the SHA-256 fingerprint of the certificate itself.
   *
   * @param fingerprints one, or two while a certificate is being replaced
   */
  record Fingerprints(List<String> fingerprints) implements TrustSettings {
    public Fingerprints {
      fingerprints = List.copyOf(fingerprints);
    }
  }

  /**
   * By fingerprints, each for one node.
   *
   * @param nodes one or two fingerprints for each, by the node's name
   * @param others authorities for nodes that are not named; null if those are not trusted
   */
  record NodeFingerprints(Map<String, List<String>> nodes, @Nullable Path others)
      implements TrustSettings {
    public NodeFingerprints {
      nodes = Map.copyOf(nodes);
    }
  }

  /**
   * The person asked for no verification ({@code PROXMOX_VERIFY_SSL=false}). It is not honoured: it
   * is answered with the certificate's fingerprint and the line that pins it.
   */
  record VerificationOff() implements TrustSettings {}
}
