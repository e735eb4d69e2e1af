package dev.proxmoxmcp.client.node;

/**
 * A package of a node of which there is a newer version.
 *
 * @param before the installed version; "" if it would be new
 */
public record NodeUpdate(String name, String before, String after) {}
