package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.guest.GuestConfiguration;

/**
 * What the parts of a guest are read from.
 *
 * @param state as it is now
 * @param configuration as read for the guest already
 * @param commands whether commands can be run in it: this server allows it and can reach it
 */
record PartSource(
    BoundCluster cluster,
    GuestRef guest,
    RunState state,
    GuestConfiguration configuration,
    boolean commands) {}
