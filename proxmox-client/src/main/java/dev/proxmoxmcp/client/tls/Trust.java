package dev.proxmoxmcp.client.tls;

import dev.proxmoxmcp.client.NodeName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a host proves that it is the right one. There is no way to do without. */
public sealed interface Trust {
  /** By what authorities vouch for. */
  sealed interface ByAuthority extends Trust {}

  /** By a certificate of an authority that this Java knows, for the host's name. */
  record SystemAuthorities() implements ByAuthority {}

  /**
   * By a certificate of the authorities in a PEM file, for the host's name. For a cluster of its
   * own making that is {@code /etc/pve/pve-root-ca.pem} of a node.
   *
   * @param pem read when the cluster is opened
   */
  record AuthorityFile(Path pem) implements ByAuthority {}

  /**
   * By presenting exactly one of these certificates. The pin alone is the identity: issuer, host
   * name and dates are not looked at, because whoever pinned the certificate compared it with the
   * host's own, and an expired certificate in the right hands proves as much as it did before.
   *
   * <p>The pins are those of the hosts that the settings name. They say nothing of other members.
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

  /**
   * Each node by its own pins: who presents a certificate pinned for a node is that node, and no
   * other. A host of the settings may be any of them; an address that was learned for a node must
   * be that node.
   *
   * @param nodes the pins of each node, of at least one
   * @param others how nodes without a pin prove themselves; null if they cannot
   */
  record NodePins(Map<NodeName, Pins> nodes, @Nullable ByAuthority others) implements Trust {
    /**
     * @throws IllegalArgumentException if no node has pins
     */
    public NodePins {
      nodes = Map.copyOf(nodes);
      if (nodes.isEmpty()) {
        throw new IllegalArgumentException("pins by node need at least one node with pins");
      }
    }
  }
}
