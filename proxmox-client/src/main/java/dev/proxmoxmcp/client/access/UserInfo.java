package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.client.UserId;

/**
 * What Proxmox keeps of a user.
 *
 * @param comment untrusted text; empty for none
 * @param enabled whether he can do anything
 */
public record UserInfo(UserId id, String comment, boolean enabled) {}
