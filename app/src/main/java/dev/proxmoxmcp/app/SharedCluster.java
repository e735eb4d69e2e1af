package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Credentials;
import dev.proxmoxmcp.client.tls.Trust;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster that stays open as long as any reading of the settings uses it, while its token may be
 * replaced. Thread-safe; its lock is its own, and is not held while anything is closed.
 */
final class SharedCluster {
  private Connection connection;
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

  /**
   * Whether {@code other} means the very same, down to the file of its authorities; the token may
   * be another one of the same user.
   */
  synchronized boolean serves(Connection other) {
    ClusterSettings settings = connection.settings();
    return settings.as(other.settings().credentials()).equals(other.settings())
        && canBe(settings.credentials(), other.settings().credentials())
        && authorities.equals(authorities(other.settings().trust()));
  }

  private static boolean canBe(Credentials now, Credentials later) {
    return now.equals(later)
        || (now instanceof ApiToken token
            && later instanceof ApiToken next
            && token.canGiveWayTo(next));
  }

  /** Acts by the token of {@code later} from now on, for everybody who uses it. */
  synchronized void take(Connection later) {
    if (later.settings().credentials() instanceof ApiToken token
        && !connection.settings().equals(later.settings())) {
      cluster.replace(token);
    }
    connection = later;
  }

  /** The token by which it acts; empty if it logs in with a password. */
  synchronized Optional<ApiToken> token() {
    return connection.settings().credentials() instanceof ApiToken token
        ? Optional.of(token)
        : Optional.empty();
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
