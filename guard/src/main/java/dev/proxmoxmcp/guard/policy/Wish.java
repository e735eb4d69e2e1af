package dev.proxmoxmcp.guard.policy;

import dev.proxmoxmcp.base.Tier;
import java.time.Instant;

/**
 * One step that somebody wants to take, with all that rules go by.
 *
 * @param principal on whose behalf
 * @param tool the tool that was called
 * @param cluster the cluster's name in the settings
 * @param tier what the step can do
 * @param method as on the wire: {@code POST}, or {@code SSH}
 * @param path the concrete path: {@code /nodes/pve1/qemu/100/status/start}
 * @param subject the guests that it is about
 * @param at when
 */
public record Wish(
    String principal,
    String tool,
    String cluster,
    Tier tier,
    String method,
    String path,
    Subject subject,
    Instant at) {}
