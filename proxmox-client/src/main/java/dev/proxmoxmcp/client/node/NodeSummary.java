package dev.proxmoxmcp.client.node;

import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.cluster.NodeState;
import org.jspecify.annotations.Nullable;

/**
 * A node, as the list of nodes has it.
 *
 * @param certificate SHA-256 of its certificate as Proxmox writes it; null if not told
 */
public record NodeSummary(
    NodeName node, NodeState state, Load load, @Nullable String certificate) {}
