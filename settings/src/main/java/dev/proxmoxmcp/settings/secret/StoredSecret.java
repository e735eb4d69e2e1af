package dev.proxmoxmcp.settings.secret;

import java.time.Instant;

/**
 * What is known of a secret without opening the store.
 *
 * @param name what it is called
 * @param version how many values it has had; from 1
 * @param changed when it got this one, to the second
 */
public record StoredSecret(SecretName name, int version, Instant changed) {}
