package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.tls.Trust;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster that stays open as long as any reading of the settings uses it. Thread-safe; its lock
 * is its own, and is not held while anything is closed.
 */
final class SharedCluster {
  private final Connection connection;
  private final Optional<FileStamp> authorities;
  private final Cluster cluster;
  private int holders = 1;

  /** Held once. */
  SharedCluster(Connection connection, Cluster cluster) {
    this.connection = connection;
    this.authorities = authorities(connection.settings().trust());
    this.cluster = cluster;
  }

  /** The cluster itself. */
  Cluster cluster() {
    return cluster;
  }

  /** Whether {@code other} means the very same, down to the file of its authorities. */
  boolean serves(Connection other) {
    return connection.settings().equals(other.settings())
        && authorities.equals(authorities(other.settings().trust()));
  }

  /** Held once more. */
  synchronized SharedCluster held() {
    holders++;
    return this;
  }

  /** Held once less; the last one closes it. */
  void release() {
    boolean last;
    synchronized (this) {
      holders--;
      last = holders == 0;
    }
    if (last) {
      cluster.close();
    }
  }

  private static Optional<FileStamp> authorities(Trust trust) {
    Path file =
        switch (trust) {
          case Trust.AuthorityFile(var pem) -> pem;
          case Trust.NodePins(_, var others) ->
              others instanceof Trust.AuthorityFile(var pem) ? pem : null;
          case Trust.SystemAuthorities(), Trust.Pins(_) -> null;
        };
    return Optional.ofNullable(file).map(FileStamp::of);
  }
}
