package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.ClusterSettings;

/**
 * How a cluster is reached, and where that stands.
 *
 * @param settings for the client
 * @param trustPlace where the settings say how it is verified: begins what is said about a file of
 *     authorities that cannot be read
 */
public record Connection(ClusterSettings settings, String trustPlace) {}
