package dev.proxmoxmcp.client.guest;

import org.jspecify.annotations.Nullable;

/**
 * A change of a guest's configuration that waits for its next start. All texts are untrusted.
 *
 * @param key of the setting
 * @param before its value now; null if it is not set
 * @param after its value after the next start; null if it will be removed
 */
public record PendingChange(String key, @Nullable String before, @Nullable String after) {}
