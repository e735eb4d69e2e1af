package dev.proxmoxmcp.simulator;

/**
 * A guest as it is now, past all permissions.
 *
 * @param kind {@code qemu} or {@code lxc}
 * @param status {@code running}, {@code stopped} or {@code paused}
 * @param lock what it is locked for, empty if it is not
 */
public record SimulatedGuest(
    int vmid, String kind, String node, String name, String status, String lock) {}
