package dev.proxmoxmcp.simulator.access;

import java.time.Instant;

/** A login with a password that went well. */
public record LoginEvent(Instant at, String user) {}
