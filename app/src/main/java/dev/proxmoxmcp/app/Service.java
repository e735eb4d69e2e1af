package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.mcp.api.McpServer;
import dev.proxmoxmcp.tools.Toolbox;

/**
 * Everything between a client of ours and a cluster, put together. Thread-safe.
 *
 * @param cluster the cluster that the tools work on
 * @param tools the tools, for the command line
 * @param server the same tools, for MCP clients
 */
public record Service(Cluster cluster, Toolbox tools, McpServer server) implements AutoCloseable {
  @Override
  public void close() {
    cluster.close();
  }
}
