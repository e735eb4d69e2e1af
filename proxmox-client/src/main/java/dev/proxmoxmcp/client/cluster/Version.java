package dev.proxmoxmcp.client.cluster;

/**
 * The version of Proxmox VE, or of Proxmox Backup Server, of the host that answered.
 *
 * @param version with the patch level: {@code 9.2.4}
 * @param release without it: {@code 9.2}
 */
public record Version(String version, String release) {}
