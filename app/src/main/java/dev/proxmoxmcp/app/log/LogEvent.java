package dev.proxmoxmcp.app.log;

import java.lang.System.Logger.Level;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param logger the name of who says so
 * @param message a sentence, then {@code key=value} pairs; may hold text of others
 * @param cause what was thrown, or null
 */
record LogEvent(
    Instant time, Level level, String logger, String message, @Nullable Throwable cause) {}
