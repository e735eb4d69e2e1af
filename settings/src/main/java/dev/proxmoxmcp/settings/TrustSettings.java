package dev.proxmoxmcp.settings;

import java.nio.file.Path;
import java.util.List;

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
   * The person asked for no verification ({@code PROXMOX_VERIFY_SSL=false}). It is not honoured: it
   * is answered with the certificate's fingerprint and the line that pins it.
   */
  record VerificationOff() implements TrustSettings {}
}
