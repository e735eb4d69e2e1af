package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.tools.ProxmoxResources;
import dev.proxmoxmcp.tools.Toolbox;
import java.util.List;

/**
 * Everything between a client of ours and the clusters, put together. Thread-safe.
 *
 * @param clusters the clusters that the tools work on
 * @param tools the tools, for the command line
 * @param server the same tools, for MCP clients
 * @param resources what they can read and watch
 */
public record Service(
    List<Cluster> clusters, Toolbox tools, McpServer server, ProxmoxResources resources)
    implements AutoCloseable {
  /** Copies the list. */
  public Service {
    clusters = List.copyOf(clusters);
  }

  @Override
  public void close() {
    resources.close();
    clusters.forEach(Cluster::close);
  }
}
