package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.task.Task;
import java.util.Locale;

/** What a task says of an image that it copies. */
final class Transfer {
  private static final double GIB = 1L << 30;

  private Transfer() {}

  static void say(Task task, long bytes) {
    String size = String.format(Locale.ROOT, "%.1f GiB", bytes / GIB);
    task.say("transferred 0.0 B of " + size + " (0.00%)");
    task.say("transferred " + size + " of " + size + " (100.00%)");
  }
}
