package dev.proxmoxmcp.client.task;

import java.util.List;

/**
 * Lines of a task's log, oldest first.
 *
 * @param total how many lines the whole log has now
 */
public record TaskLog(List<Line> lines, long total) {
  /**
   * A line.
   *
   * @param number from 1
   * @param text untrusted: programs and guests write into task logs
   */
  public record Line(long number, String text) {}

  /** Copies the list. */
  public TaskLog {
    lines = List.copyOf(lines);
  }

  /** Only the texts. */
  public List<String> texts() {
    return lines.stream().map(Line::text).toList();
  }
}
