package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.client.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * A mounted file system, as the guest tells of it.
 *
 * @param used null if not told
 * @param total null if not told
 */
public record GuestFileSystem(
    String mountPoint, String type, @Nullable ByteSize used, @Nullable ByteSize total) {}
