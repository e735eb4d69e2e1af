package dev.proxmoxmcp.client.task;

import java.util.List;

/**
 * Some of a list of tasks, newest first.
 *
 * @param total how many there are that fit the filter; Proxmox leaves it out where it is 0
 */
public record TaskPage(List<TaskInfo> tasks, long total) {
  /** Copies the list. */
  public TaskPage {
    tasks = List.copyOf(tasks);
  }
}
