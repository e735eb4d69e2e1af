package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.ClusterBuilder;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.IOException;
import java.util.List;

/**
 * A simulated cluster inside this process, reached the way a real one is: over HTTPS, with a token
 * and a pinned certificate.
 *
 * @param cluster the cluster
 * @param settings how to reach it
 */
public record DemoCluster(SimulatedCluster cluster, ClusterSettings settings)
    implements AutoCloseable {
  /** Starts one that was set up, with a clock, on a free port of the loopback address. */
  public static DemoCluster start(ClusterBuilder builder, DemoToken holder) throws IOException {
    SimulatedCluster cluster = builder.start();
    SimulatedToken token = holder.of(cluster);
    return new DemoCluster(
        cluster,
        new ClusterSettings(
            "demo",
            new HostAddress(cluster.address().getHost(), cluster.address().getPort()),
            new ApiToken(TokenId.parse(token.id()), token.secret()),
            new Trust.Pins(List.of(Fingerprint.parse(cluster.fingerprint()))),
            Timeouts.standard()));
  }

  /** For whoever talks to it. */
  public Connection connection() {
    return new Connection(settings, settings.name());
  }

  @Override
  public void close() {
    cluster.close();
  }
}
