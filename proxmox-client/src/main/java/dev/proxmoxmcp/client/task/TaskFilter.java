package dev.proxmoxmcp.client.task;

import dev.proxmoxmcp.client.Vmid;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of a node to list.
 *
 * @param vmid of one guest; null for all
 * @param type of one type, such as {@code qmstart}; null for all
 * @param failedOnly those that ended in failure
 * @param source running ones, ended ones, or both
 * @param start how many to skip, newest first
 * @param limit how many at most, 1 to 1000
 */
public record TaskFilter(
    @Nullable Vmid vmid,
    @Nullable String type,
    boolean failedOnly,
    Source source,
    int start,
    int limit) {

  /** Where to look. */
  public enum Source {
    /** Ended ones. */
    ARCHIVE("archive"),
    /** Running ones. */
    ACTIVE("active"),
    /** Both. */
    ALL("all");

    private final String parameter;

    Source(String parameter) {
      this.parameter = parameter;
    }

    String parameter() {
      return parameter;
    }
  }

  /**
   * @throws IllegalArgumentException if {@code start} or {@code limit} is out of range
   */
  public TaskFilter {
    if (start < 0 || limit < 1 || limit > 1000) {
      throw new IllegalArgumentException(
          "start is at least 0 and limit 1 to 1000, were " + start + " and " + limit);
    }
  }

  /** The newest {@code limit} tasks, running or ended. */
  public static TaskFilter newest(int limit) {
    return new TaskFilter(null, null, false, Source.ALL, 0, limit);
  }

  /** The same, of one guest. */
  public TaskFilter of(Vmid guest) {
    return new TaskFilter(guest, type, failedOnly, source, start, limit);
  }

  /** The same, failed ones only. */
  public TaskFilter failed() {
    return new TaskFilter(vmid, type, true, source, start, limit);
  }
}
