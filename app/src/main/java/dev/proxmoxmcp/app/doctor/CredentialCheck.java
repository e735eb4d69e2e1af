package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.app.Connection;
import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.cluster.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** 12: Proxmox lets us in. Used once, by one thread. */
final class CredentialCheck {
  private final Connection connection;
  private final BoundCluster cluster;
  private @Nullable Version version;

  CredentialCheck(Connection connection, BoundCluster cluster) {
    this.connection = connection;
    this.cluster = cluster;
  }

  Finding look() {
    try {
      Version answered = cluster.cluster().version();
      version = answered;
      return Finding.ok(
          Check.CREDENTIAL,
          "%s is accepted by %s %s."
              .formatted(
                  connection.settings().credentials().id().begins(),
                  cluster.product().title(),
                  ForeignText.line(answered.version(), 40)));
    } catch (Unauthenticated refused) {
      return new Finding(
          Finding.Level.PROBLEM,
          Check.CREDENTIAL,
          String.valueOf(refused.getMessage()),
          Rotation.of(cluster.access().authId(), cluster.product()));
    } catch (ProxmoxException failed) {
      return Finding.problem(Check.CREDENTIAL, String.valueOf(failed.getMessage()));
    }
  }

  /** The version of the host that let us in; empty if none did. */
  Optional<Version> accepted() {
    return Optional.ofNullable(version);
  }
}
