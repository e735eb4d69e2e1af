package dev.proxmoxmcp.client;

import org.jspecify.annotations.Nullable;

/**
 * A member of which the cluster told, and whether it proved that it is one.
 *
 * @param failure why it did not; null if it did
 */
public record Meeting(NodeName node, HostAddress address, @Nullable ProxmoxException failure) {}
