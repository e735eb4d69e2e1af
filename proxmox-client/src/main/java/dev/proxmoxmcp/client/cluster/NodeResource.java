package dev.proxmoxmcp.client.cluster;

import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.NodeName;

/**
 * A node, as the cluster's list has it: up to 10 s old.
 *
 * @param state as it was last heard of: a node whose proxy stopped still reads online
 */
public record NodeResource(NodeName node, NodeState state, Load load) implements Resource {}
