package dev.proxmoxmcp.simulator.guest;

/** What a guest was given: CPUs, and bytes of memory, swap (containers) and disk. */
public record GuestSize(int cpus, long memory, long swap, long disk) {}
