package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.NodeName;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A member of the cluster as somewhere to send requests to. A host of the settings may be used at
 * once, since each handshake verifies it; a learned one only after a handshake of its own, in which
 * nothing is sent. Thread-safe.
 */
final class Member {
  /** Whether an address may receive requests. */
  enum Standing {
    /** The settings name it. */
    CONFIGURED,
    /** The cluster told of it; nothing is proved. */
    CANDIDATE,
    /** A handshake proved that it is the node that was told. */
    VERIFIED
  }

  private final HostAddress address;
  private final MemberHealth health;
  private final AtomicBoolean complained = new AtomicBoolean();
  private volatile Standing standing;
  private volatile @Nullable NodeName node;

  private Member(
      HostAddress address, @Nullable NodeName node, Standing standing, MemberHealth health) {
    this.address = address;
    this.node = node;
    this.standing = standing;
    this.health = health;
  }

  static Member configured(HostAddress address, MemberHealth health) {
    return new Member(address, null, Standing.CONFIGURED, health);
  }

  static Member learned(HostAddress address, NodeName node, MemberHealth health) {
    return new Member(address, node, Standing.CANDIDATE, health);
  }

  HostAddress address() {
    return address;
  }

  MemberHealth health() {
    return health;
  }

  Standing standing() {
    return standing;
  }

  boolean mayReceive() {
    return standing != Standing.CANDIDATE;
  }

  /** The node that it is, as far as known. */
  @Nullable NodeName node() {
    return node;
  }

  /** Of a host of the settings: the node that it turned out to be. */
  void is(NodeName known) {
    node = known;
  }

  void verified() {
    if (standing == Standing.CANDIDATE) {
      standing = Standing.VERIFIED;
    }
  }

  /** Whether this is the first time that it was not met: an operator is told once. */
  boolean firstComplaint() {
    return complained.compareAndSet(false, true);
  }

  /** A learned member whose certificate is no longer accepted has everything to prove again. */
  void refused() {
    if (standing == Standing.VERIFIED) {
      standing = Standing.CANDIDATE;
    }
  }

  @Override
  public String toString() {
    return address + " (" + (node == null ? "" : node + ", ") + standing + ")";
  }
}
