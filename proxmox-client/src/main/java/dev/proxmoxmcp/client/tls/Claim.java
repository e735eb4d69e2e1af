package dev.proxmoxmcp.client.tls;

import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.NodeName;

/** Who is said to answer at an address, before it has proved anything. */
public sealed interface Claim {
  /** A host that the settings name: whoever wrote them vouches for the address. */
  record Configured() implements Claim {}

  /** An address that the cluster told for that node. */
  record Learned(NodeName node) implements Claim {}

  /** Nobody knows that address. */
  record Unknown() implements Claim {}

  /** Says who is expected where. Asked in every handshake; thread-safe. */
  @FunctionalInterface
  interface Register {
    /** The claim on {@code address}. */
    Claim at(HostAddress address);
  }
}
