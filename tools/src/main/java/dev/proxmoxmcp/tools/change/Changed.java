package dev.proxmoxmcp.tools.change;

import dev.proxmoxmcp.client.task.TaskInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a change of one target.
 *
 * @param event what happened
 * @param before how the target was; null if that could not be read
 * @param after how it is, read after the change; null if that could not be read
 */
public record Changed<T>(T target, Event event, @Nullable String before, @Nullable After after) {
  /** What happened. */
  public sealed interface Event {
    /** There was nothing to do. */
    record AlreadyThere() implements Event {}

    /** Nothing was sent, because it could not succeed. */
    record Pointless(String why) implements Event {}

    /**
     * Proxmox did not take the request, or did not answer; the message says all.
     *
     * @param forbidden whether the token may not do it
     */
    record NotTaken(String message, boolean forbidden) implements Event {}

    /**
     * Proxmox took it as a task.
     *
     * @param task as it was last seen
     * @param took how long was waited for it
     * @param log its decisive lines; empty if it ended well
     */
    record Tasked(TaskInfo task, Duration took, List<String> log) implements Event {}

    /** Proxmox took it as a task, and its end could not be read; the message says why. */
    record Unwatched(String upid, String message) implements Event {}
  }
}
