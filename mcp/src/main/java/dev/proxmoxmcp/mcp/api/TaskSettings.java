package dev.proxmoxmcp.mcp.api;

import java.time.Duration;

/**
 * How a server keeps tasks: calls that go on while the client polls (extension {@code
 * io.modelcontextprotocol/tasks}, revision 2026-07-28).
 *
 * @param store where they are kept
 * @param working how many one principal may have at work at once; one more runs as a plain call
 * @param kept how many are kept of one principal; the one that ended first makes room
 * @param life how long a task is kept, from its creation; it also has to end within that time
 * @param poll how often clients should ask
 */
public record TaskSettings(TaskStore store, int working, int kept, Duration life, Duration poll) {
  /** Sixteen at work and 64 kept of each principal, for a day, asked for every second. */
  public TaskSettings(TaskStore store) {
    this(store, 16, 64, Duration.ofDays(1), Duration.ofSeconds(1));
  }

  /**
   * @throws IllegalArgumentException if nothing could be kept
   */
  public TaskSettings {
    if (working < 1 || kept < working || !life.isPositive() || !poll.isPositive()) {
      throw new IllegalArgumentException(
          "tasks need room and time, got %d at work, %d kept, %s, %s"
              .formatted(working, kept, life, poll));
    }
  }
}
