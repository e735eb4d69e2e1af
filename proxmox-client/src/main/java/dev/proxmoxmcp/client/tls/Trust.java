package dev.proxmoxmcp.client.tls;

import java.nio.file.Path;
import java.util.List;

/** How a host proves that it is the right one. There is no way to do without. */
public sealed interface Trust {
  /** By a certificate of an authority that this Java knows, for the host's name. */
  record SystemAuthorities() implements Trust {}

  /**
   * By a certificate of the authorities in a PEM file, for the host's name. For a cluster of its
   * own making that is {@code /etc/pve/pve-root-ca.pem} of a node.
   *
   * @param pem read when the cluster is opened
   */
  record AuthorityFile(Path pem) implements Trust {}

  /**
   * By presenting exactly one of these certificates. The pin alone is the identity: issuer, host
   * name and dates are not looked at, because whoever pinned the certificate compared it with the
   * host's own, and an expired certificate in the right hands proves as much as it did before.
   *
   * @param accepted one, or two while a certificate is being replaced
   */
  record Pins(List<Fingerprint> accepted) implements Trust {
    /**
     * @throws IllegalArgumentException if there are none or more than two
     */
    public Pins {
      accepted = List.copyOf(accepted);
      if (accepted.isEmpty() || accepted.size() > 2) {
        throw new IllegalArgumentException(
            "pin one certificate, or two while it is being replaced; got " + accepted.size());
      }
    }
  }
}
