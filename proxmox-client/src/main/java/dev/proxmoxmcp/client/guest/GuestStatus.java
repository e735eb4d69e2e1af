package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.cluster.Marks;
import dev.proxmoxmcp.client.cluster.RunState;
import org.jspecify.annotations.Nullable;

/**
 * A guest as it is now.
 *
 * @param name untrusted text; null if it has none
 * @param detail what the hypervisor says of a VM ({@code running}, {@code paused}, {@code
 *     io-error}, …); null for containers
 * @param template whether it is a template, which never runs
 * @param marks its pool is not told here
 */
public record GuestStatus(
    GuestRef ref,
    @Nullable String name,
    RunState state,
    @Nullable String detail,
    boolean template,
    Load load,
    Marks marks) {}
