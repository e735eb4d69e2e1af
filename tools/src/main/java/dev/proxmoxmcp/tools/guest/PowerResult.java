package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.task.TaskInfo;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an action on one guest.
 *
 * @param guest the guest
 * @param event what happened
 * @param stateNow "running", "stopped", … as read after it; null if that could not be read
 */
record PowerResult(GuestResource guest, Event event, @Nullable String stateNow) {
  /** What happened. */
  sealed interface Event {
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
