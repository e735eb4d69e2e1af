package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.base.Secret;

/**
 * An API token of the simulated cluster.
 *
 * @param id such as {@code ops@pve!mcp}
 */
public record SimulatedToken(String id, Secret secret) {}
