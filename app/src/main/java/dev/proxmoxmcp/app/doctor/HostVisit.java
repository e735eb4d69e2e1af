package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Greeting;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.tls.PresentedCertificate;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A host of the settings, and what is known of it so far: each check adds to it. Written by the
 * thread that visits, read by others once that has ended.
 */
final class HostVisit {
  private final HostAddress address;
  private final Connection connection;
  private final BoundCluster cluster;
  private final InstantSource clock;
  private volatile @Nullable PresentedCertificate certificate;
  private volatile @Nullable Greeting greeting;

  HostVisit(HostAddress address, Connection connection, BoundCluster cluster, InstantSource clock) {
    this.address = address;
    this.connection = connection;
    this.cluster = cluster;
    this.clock = clock;
  }

  HostAddress address() {
    return address;
  }

  Connection connection() {
    return connection;
  }

  BoundCluster cluster() {
    return cluster;
  }

  InstantSource clock() {
    return clock;
  }

  Product product() {
    return cluster.product();
  }

  /** Where commands for it are run. */
  String place() {
    return address.host();
  }

  /** What it presents, trusted or not; null before that was looked at. */
  @Nullable PresentedCertificate certificate() {
    return certificate;
  }

  void presents(PresentedCertificate shown) {
    certificate = shown;
  }

  /** How it answers; null before its certificate was trusted. */
  @Nullable Greeting greeting() {
    return greeting;
  }

  void answers(Greeting how) {
    greeting = how;
  }

  /** Whether it answers as the Proxmox API does. */
  boolean isProxmox() {
    Greeting known = greeting;
    return known != null && known.json();
  }
}
