package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Credentials;
import dev.proxmoxmcp.client.TokenSource;

/**
 * As whom requests are sent.
 *
 * @param credentials to begin with
 * @param later where a token comes from that was made anew; not asked for a password
 */
public record Identity(Credentials credentials, TokenSource later) {}
