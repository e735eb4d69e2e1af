package dev.proxmoxmcp.client.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was seen.
 *
 * @param endedAt to the second; null while it runs, and where the call does not tell ({@link
 *     Tasks#status} never does, {@link Tasks#withEnd} looks for it)
 */
public record TaskInfo(Upid upid, TaskState state, @Nullable Instant endedAt) {}
