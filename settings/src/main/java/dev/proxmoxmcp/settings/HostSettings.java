package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;

/**
 * One Proxmox VE host and how to log in there, as the settings say it: shape checked, ids not yet.
 *
 * @param host name or address, without brackets around an IPv6 address
 * @param port 1 to 65535
 * @param tokenId {@code user@realm!name}
 * @param tokenSecret the secret that Proxmox showed once when the token was made
 * @param trust how the host's certificate is verified
 */
public record HostSettings(
    String host, int port, String tokenId, Secret tokenSecret, TrustSettings trust) {}
