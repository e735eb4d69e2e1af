package dev.proxmoxmcp.client.task;

import dev.proxmoxmcp.client.Vmid;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of a node to list.
 *
 * @param kind what they do, to which guest, and who started them
 * @param results how they ended; empty for any
 * @param source running ones, ended ones, or both
 * @param period when they started
 * @param slice which part of the list
 */
public record TaskFilter(
    Kind kind, List<Result> results, Source source, Period period, Slice slice) {

  /**
   * What they do, to which guest, and who started them.
   *
   * @param vmid of one guest; null for all
   * @param type of one type, such as {@code qmstart}; null for all
   * @param user part of the id of who started them, in upper or lower case; null for everybody
   */
  public record Kind(@Nullable Vmid vmid, @Nullable String type, @Nullable String user) {
    /** All of them. */
    public static final Kind ANY = new Kind(null, null, null);
  }

  /** How a task ended. */
  public enum Result {
    /** Well. */
    OK,
    /** Well enough: its log has warnings. */
    WARNING,
    /** It failed. */
    ERROR,
    /** Nobody knows. */
    UNKNOWN;

    String parameter() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Both ends are included, to the second; null where it is open. */
  public record Period(@Nullable Instant since, @Nullable Instant until) {
    /** Always. */
    public static final Period OPEN = new Period(null, null);
  }

  /**
   * A part of the list, newest first.
   *
   * @param start how many to skip
   * @param limit how many at most, 1 to 1000
   */
  public record Slice(int start, int limit) {
    /**
     * @throws IllegalArgumentException if {@code start} or {@code limit} is out of range
     */
    public Slice {
      if (start < 0 || limit < 1 || limit > 1000) {
        throw new IllegalArgumentException(
            "start is at least 0 and limit 1 to 1000, were " + start + " and " + limit);
      }
    }
  }

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

  /** Copies the results. */
  public TaskFilter {
    results = List.copyOf(results);
  }

  /**
   * Tasks of any time.
   *
   * @param failedOnly those that ended in failure
   * @throws IllegalArgumentException if {@code start} or {@code limit} is out of range
   */
  public TaskFilter(
      @Nullable Vmid vmid,
      @Nullable String type,
      boolean failedOnly,
      Source source,
      int start,
      int limit) {
    this(
        new Kind(vmid, type, null),
        failedOnly ? List.of(Result.ERROR) : List.of(),
        source,
        Period.OPEN,
        new Slice(start, limit));
  }

  /** The newest {@code limit} tasks, running or ended. */
  public static TaskFilter newest(int limit) {
    return new TaskFilter(null, null, false, Source.ALL, 0, limit);
  }

  /** The same, of one guest. */
  public TaskFilter of(Vmid guest) {
    return new TaskFilter(
        new Kind(guest, kind.type(), kind.user()), results, source, period, slice);
  }

  /** The same, failed ones only. */
  public TaskFilter failed() {
    return new TaskFilter(kind, List.of(Result.ERROR), source, period, slice);
  }

  /** The same, of that time. */
  public TaskFilter started(Period when) {
    return new TaskFilter(kind, results, source, when, slice);
  }
}
