package dev.proxmoxmcp.client;

/** A guest and where it is: everything that a path to it needs. */
public record GuestRef(GuestKind kind, NodeName node, Vmid vmid) {
  /** For messages: {@code VM 101 on node pve1}. */
  @Override
  public String toString() {
    return kind.label() + " " + vmid + " on node " + node;
  }
}
