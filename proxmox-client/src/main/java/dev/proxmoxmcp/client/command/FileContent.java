package dev.proxmoxmcp.client.command;

import org.jspecify.annotations.Nullable;

/**
 * A part of a file of a guest.
 *
 * @param bytes for reading only
 * @param more whether the file goes on after them
 * @param size of the whole file in bytes; null if not told
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record FileContent(byte[] bytes, boolean more, @Nullable Long size) {}
