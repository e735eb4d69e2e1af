package dev.proxmoxmcp.app.reference;

import java.util.List;

/** A table as Markdown has it. */
final class MarkdownTable {
  private MarkdownTable() {}

  /** With an empty line before and after it. */
  static String of(List<String> heads, List<List<String>> rows) {
    return of(heads, heads.stream().map(_ -> "---").toList(), rows);
  }

  /**
   * With an empty line before and after it.
   *
   * @param sides {@code ---:} for a column of numbers, else {@code ---}
   */
  static String of(List<String> heads, List<String> sides, List<List<String>> rows) {
    StringBuilder text = new StringBuilder("\n");
    line(text, heads);
    line(text, sides);
    rows.forEach(row -> line(text, row));
    return text.append('\n').toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  static String code(String text) {
    return "`" + text + "`";
  }

  /** Text that is no Markdown, for a cell. */
  static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }
}
