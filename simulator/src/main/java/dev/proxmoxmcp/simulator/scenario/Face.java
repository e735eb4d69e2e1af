package dev.proxmoxmcp.simulator.scenario;

/**
 * How a node shows itself to the others.
 *
 * @param address an IP address
 * @param fingerprint of its certificate, SHA-256
 */
public record Face(String address, String fingerprint) {}
