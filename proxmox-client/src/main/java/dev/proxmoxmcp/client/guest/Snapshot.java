package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.client.SnapshotName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a guest.
 *
 * @param description what people wrote, untrusted; "" if nothing
 * @param takenAt to the second; null if not told
 * @param parent the snapshot that it comes after; null for a first one
 * @param withMemory whether what was in memory is in it; false for containers
 * @param unfinished what is being done to it, or was when that broke off: {@code prepare}, {@code
 *     delete}; null for a whole one
 */
public record Snapshot(
    SnapshotName name,
    String description,
    @Nullable Instant takenAt,
    @Nullable SnapshotName parent,
    boolean withMemory,
    @Nullable String unfinished) {}
