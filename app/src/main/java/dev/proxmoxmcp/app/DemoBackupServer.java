package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.IOException;
import java.util.List;

/**
 * The Backup Server beside a simulated cluster, reached the way a real one is.
 *
 * @param server the server
 * @param settings how to reach it
 */
public record DemoBackupServer(SimulatedBackupServer server, ClusterSettings settings)
    implements AutoCloseable {
  /** Starts one on a free port of the loopback address. */
  public static DemoBackupServer beside(DemoCluster cluster, DemoToken holder) throws IOException {
    SimulatedBackupServer server = SimulatedBackupServer.beside(cluster.cluster()).start();
    SimulatedToken token = holder.of(server);
    return new DemoBackupServer(
        server,
        new ClusterSettings(
            "demo-pbs",
            new HostAddress(server.address().getHost(), server.address().getPort()),
            new ApiToken(TokenId.parse(token.id()), token.secret(), Product.PBS),
            new Trust.Pins(List.of(Fingerprint.parse(server.fingerprint()))),
            Timeouts.standard()));
  }

  /** For whoever talks to it. */
  public Connection connection() {
    return new Connection(settings, settings.name());
  }

  @Override
  public void close() {
    server.close();
  }
}
