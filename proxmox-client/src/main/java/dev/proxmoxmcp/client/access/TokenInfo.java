package dev.proxmoxmcp.client.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Proxmox keeps of an API token, beside its secret, which it does not show again.
 *
 * @param expires when it ends; null if never
 * @param separated whether it has rights of its own, below those of its user; a Backup Server's
 *     always has
 */
public record TokenInfo(@Nullable Instant expires, boolean separated) {}
