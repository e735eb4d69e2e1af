package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.plan.Undoing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How the changes of a tool are taken back, as its plans have it. */
final class UndoWords {
  private static final String OF_ANOTHER = "as of the change that it makes";

  private UndoWords() {}

  /** In a word or two; "" for a tool that only looks. */
  static String cell(ProxmoxTool<?> tool) {
    if (tool.effect().readOnly()) {
      return "";
    }
    List<Undoing> all = tool.undoing();
    if (all.isEmpty()) {
      return OF_ANOTHER;
    }
    long undone = all.stream().filter(one -> one.how() instanceof Undo.By).count();
    return undone == 0 ? "no" : undone == all.size() ? "yes" : "in part";
  }

  /** Lines of a list; none for a tool that only looks. */
  static List<String> lines(ProxmoxTool<?> tool) {
    if (tool.effect().readOnly()) {
      return List.of();
    }
    Map<String, List<String>> kinds = kinds(tool);
    if (kinds.size() == 1) {
      return List.of("- Undo: " + kinds.keySet().iterator().next() + ".");
    }
    List<String> lines = new ArrayList<>(List.of("- Undo:"));
    kinds.forEach((text, of) -> lines.add("  - " + String.join(", ", of) + ": " + text));
    return lines;
  }

  /** The changes of all tools. */
  static String table() {
    return MarkdownTable.of(
        List.of("change", "undo"),
        ToolCatalog.ALL.stream()
            .filter(tool -> !tool.effect().readOnly())
            .flatMap(UndoWords::rows)
            .toList());
  }

  private static Stream<List<String>> rows(ProxmoxTool<?> tool) {
    String name = MarkdownTable.code(tool.name());
    return kinds(tool).entrySet().stream()
        .map(one -> {
          String kinds = String.join(", ", one.getValue());
          return List.of(kinds.isEmpty() ? name : name + ": " + kinds, one.getKey());
        });
  }

  /** From what undoes it to the kinds of change that it undoes; "" is all of them. */
  private static Map<String, List<String>> kinds(ProxmoxTool<?> tool) {
    if (tool.undoing().isEmpty()) {
      return Map.of(OF_ANOTHER, List.of(""));
    }
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    tool.undoing()
        .forEach(
            one -> kinds.computeIfAbsent(text(one.how()), _ -> new ArrayList<>()).add(one.kind()));
    return kinds;
  }

  private static String text(Undo how) {
    return MarkdownTable.cell(
        switch (how) {
          case Undo.By by -> by.text();
          case Undo.None(String why) -> "none; " + why;
          case Undo.Nothing() -> "nothing to take back";
        });
  }
}
