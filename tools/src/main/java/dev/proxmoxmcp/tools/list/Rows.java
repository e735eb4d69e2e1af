package dev.proxmoxmcp.tools.list;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a list that is shown.
 *
 * @param shown the rows
 * @param from how many matching ones stand before them
 * @param matching how many there are in all
 */
public record Rows<T>(List<T> shown, int from, int matching) {
  /** Copies the rows. */
  public Rows {
    shown = List.copyOf(shown);
  }

  /** All of {@code matching}. */
  public static <T> Rows<T> all(List<T> matching) {
    return new Rows<>(matching, 0, matching.size());
  }

  /**
   * A part of {@code matching}.
   *
   * @param cursor how many to leave out first; null for none
   * @param limit how many at most
   */
  public static <T> Rows<T> of(List<T> matching, @Nullable Integer cursor, int limit) {
    int from = cursor == null ? 0 : cursor;
    int to = Math.min(from + limit, matching.size());
    return new Rows<>(from < to ? matching.subList(from, to) : List.of(), from, matching.size());
  }

  /** The cursor of what follows. */
  public int next() {
    return from + shown.size();
  }

  /** Whether something follows. */
  public boolean more() {
    return next() < matching && !shown.isEmpty();
  }

  /** The heads of the columns and a line for each row, with tabs between the columns. */
  public String table(List<? extends Column<T>> columns) {
    List<String> lines = new ArrayList<>();
    lines.add(String.join("\t", columns.stream().map(Column::label).toList()));
    for (T row : shown) {
      lines.add(String.join("\t", columns.stream().map(column -> column.text(row)).toList()));
    }
    return String.join("\n", lines);
  }

  /** Which rows these are and how to go on; "" if they are all. */
  public String range() {
    if (matching == 0 || shown.size() == matching) {
      return "";
    }
    return shown.isEmpty()
        ? "No rows from %d on; there are %d.".formatted(from, matching)
        : "Rows " + (from + 1) + " to " + next() + (more() ? "; for more: cursor=" + next() : "");
  }
}
