package dev.proxmoxmcp.tools.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Rows of any endpoint as a table: columns that tell the rows apart first, what is the same in
 * every row said once.
 *
 * @param rows objects, at least one
 * @param columns the fields to show, in their order
 * @param left fields that are not shown, or not in full, sorted
 * @param brief whether what is nested is only counted
 */
record Table(List<JsonNode> rows, List<String> columns, Set<String> left, boolean brief) {
  /** More columns than that are seldom read. */
  private static final int MOST = 12;

  private static final List<String> FIRST =
      List.of(
          "path", "vmid", "id", "sid", "pos", "upid", "volid", "storage", "userid", "ugid",
          "poolid", "groupid", "roleid", "name", "node", "type", "status", "state", "enable",
          "action");

  /**
   * A table of {@code rows}.
   *
   * @param key the field that tells them apart; "" if that is not known
   * @param wanted the fields to show; empty for the most telling ones
   * @param whole whether none is left out
   */
  static Table of(List<JsonNode> rows, String key, List<String> wanted, boolean whole) {
    Map<String, Integer> seen = new HashMap<>();
    rows.forEach(row -> row.propertyNames().forEach(name -> seen.merge(name, 1, Integer::sum)));
    if (!wanted.isEmpty()) {
      return new Table(rows, wanted, Set.of(), false);
    }
    List<String> all = new ArrayList<>(seen.keySet());
    all.sort(
        Comparator.comparingInt((String name) -> name.equals(key) ? -1 : place(name))
            .thenComparing(
                Comparator.comparingInt((String name) -> seen.getOrDefault(name, 0)).reversed())
            .thenComparing(Comparator.naturalOrder()));
    if (whole) {
      return new Table(rows, all, Set.of(), false);
    }
    List<String> columns = all.stream().filter(name -> !name.equals("digest")).limit(MOST).toList();
    Set<String> left = new TreeSet<>(all);
    columns.stream().filter(name -> !shortened(rows, name)).forEach(left::remove);
    return new Table(rows, columns, left, true);
  }

  private static boolean shortened(List<JsonNode> rows, String name) {
    return rows.stream()
        .map(row -> row.path(name))
        .anyMatch(value -> !ValueText.brief(name, value).equals(ValueText.cell(name, value)));
  }

  private static int place(String name) {
    int at = FIRST.indexOf(name);
    return at < 0 ? FIRST.size() : at;
  }

  /** The lines of it, with tabs between the columns. */
  List<String> lines() {
    Set<String> same = same();
    List<String> lines = new ArrayList<>();
    if (!same.isEmpty()) {
      lines.add(
          "Every row: "
              + String.join(
                  ", ",
                  same.stream()
                      .map(name -> head(name) + "=" + cell(rows.getFirst(), name))
                      .toList()));
    }
    List<String> shown = columns.stream().filter(name -> !same.contains(name)).toList();
    if (shown.isEmpty()) {
      return lines;
    }
    lines.add(String.join("\t", shown.stream().map(Table::head).toList()));
    for (JsonNode row : rows) {
      lines.add(String.join("\t", shown.stream().map(name -> cell(row, name)).toList()));
    }
    if (!left.isEmpty()) {
      lines.add(
          "Left out or cut short, for fields: "
              + String.join(", ", left.stream().limit(40).map(Table::head).toList()));
    }
    return lines;
  }

  private String cell(JsonNode row, String name) {
    return brief ? ValueText.brief(name, row.path(name)) : ValueText.cell(name, row.path(name));
  }

  private static String head(String name) {
    return ValueText.name(name);
  }

  private Set<String> same() {
    Set<String> same = new LinkedHashSet<>();
    if (rows.size() > 2) {
      for (String name : columns) {
        JsonNode first = rows.getFirst().path(name);
        if (!first.isMissingNode() && rows.stream().allMatch(row -> row.path(name).equals(first))) {
          same.add(name);
        }
      }
    }
    return same;
  }
}
