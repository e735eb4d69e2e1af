package dev.proxmoxmcp.tools.change;

import org.jspecify.annotations.Nullable;

/**
 * A target, looked at.
 *
 * @param before how it was: "running", …; null if that could not be read
 */
public record Checked<T>(T target, Check check, @Nullable String before) {}
