package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.argument.Arguments;
import java.util.List;
import java.util.stream.Collectors;

/** The tools, as their catalog has them. */
final class ToolPage {
  private static final String BEGINNING =
      """
      # Tools

      Written by `proxmox-mcp docs` from the tools themselves. A description is what a model reads; it may be worded otherwise in any version ([versions](versions.md)).

      - **Tiers** are what a call can need beside looks. Each of them asks a person, unless `--allow` or a rule allows it ([guard](guard.md), [policy](policy.md)). A parameter can make a call graver.
      - **Toolsets** are what a token is made for: `proxmox-mcp init --toolsets inventory,operate` grants them, and [privileges](privileges.md) has what each takes, for a role made by hand. Every tool that names one needs `inventory` too.
      - **Undo**: the answer of a change that can be taken back says so, and `change_undo` does it. [More about that](guard.md#undo).
      - With several clusters configured, tools also take `cluster`; without it lists ask all of them.
      - "Served with `--lean`" are those that `serve --lean` has too. All others it leaves out.
      - Numbers and truth values may be sent as text. A single value counts as a list of one.
      """;

  private ToolPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(BEGINNING);
    page.append(
        MarkdownTable.of(
            List.of("tool", "for", "toolsets", "tiers", "undo", "on a Backup Server", "lean"),
            ToolCatalog.ALL.stream()
                .map(tool ->
                    List.of(
                        "[" + MarkdownTable.code(tool.name()) + "](#" + tool.name() + ")",
                        tool.title(),
                        toolsets(tool),
                        tiers(tool),
                        UndoWords.cell(tool),
                        tool.onBackupServers() ? "yes" : "",
                        ToolCatalog.LEAN.contains(tool) ? "yes" : ""))
                .toList()));
    group(page, "For the daily work", ToolCatalog.TYPED);
    group(page, "About changes themselves", ToolCatalog.CHANGES);
    group(page, "For the rest of the API", ToolCatalog.API);
    return page.toString().stripTrailing();
  }

  private static void group(StringBuilder page, String title, List<ProxmoxTool<?>> tools) {
    page.append("## ").append(title).append("\n\n");
    tools.forEach(tool -> tool(page, tool));
  }

  private static void tool(StringBuilder page, ProxmoxTool<?> tool) {
    page.append("### ").append(tool.name()).append("\n\n");
    page.append("**").append(tool.title()).append(tool.title().endsWith("?") ? "** " : ".** ");
    page.append(MarkdownTable.cell(tool.description())).append("\n\n");
    page.append("- ").append(effect(tool.effect())).append('\n');
    if (!tool.tiers().isEmpty()) {
      page.append("- Tiers: ").append(tiers(tool)).append(". Unless allowed, a person decides.\n");
    }
    UndoWords.lines(tool).forEach(line -> page.append(line).append('\n'));
    page.append("- Toolsets: ").append(needs(tool)).append(".\n");
    page.append("- ").append(place(tool)).append('\n');
    if (ToolCatalog.LEAN.contains(tool)) {
      page.append("- Served with `--lean` too.\n");
    }
    List<Arguments.Described> arguments = Arguments.of(tool.arguments()).described();
    page.append(
        arguments.isEmpty()
            ? "\nIt takes no arguments.\n\n"
            : MarkdownTable.of(
                List.of("argument", "takes", "default", "meaning"),
                arguments.stream().map(ToolPage::row).toList()));
  }

  private static List<String> row(Arguments.Described argument) {
    return List.of(
        MarkdownTable.code(argument.name()) + (argument.required() ? ", required" : ""),
        argument.takes(),
        argument.byDefault().isEmpty() ? "" : MarkdownTable.code(argument.byDefault()),
        MarkdownTable.cell(argument.meaning()));
  }

  private static String toolsets(ProxmoxTool<?> tool) {
    return ToolCatalog.API.contains(tool) && !tool.toolsets().isEmpty()
        ? "by endpoint"
        : labels(tool);
  }

  private static String labels(ProxmoxTool<?> tool) {
    return tool.toolsets().stream()
        .sorted()
        .map(toolset -> MarkdownTable.code(toolset.label()))
        .collect(Collectors.joining(", "));
  }

  private static String needs(ProxmoxTool<?> tool) {
    if (tool.toolsets().isEmpty()) {
      return tool.tiers().isEmpty() ? "none is needed" : "those of the change that it makes";
    }
    return labels(tool)
        + tool.moreToolsets().entrySet().stream()
            .map(more ->
                "; for %s also %s"
                    .formatted(
                        MarkdownTable.code(more.getKey()),
                        MarkdownTable.code(more.getValue().label())))
            .collect(Collectors.joining())
        + (ToolCatalog.API.contains(tool)
            ? ", by endpoint: `api_describe` names its privileges"
            : "");
  }

  private static String tiers(ProxmoxTool<?> tool) {
    return tool.tiers().isEmpty()
        ? "read"
        : tool.tiers().stream().sorted().map(Tier::label).collect(Collectors.joining(", "));
  }

  private static String effect(ToolAnnotations effect) {
    if (effect.readOnly()) {
      return "Looks only.";
    }
    return "Changes something; "
        + (effect.destructive() ? "it may lose something" : "it loses nothing")
        + (effect.idempotent() ? ", and twice is the same as once." : ".");
  }

  private static String place(ProxmoxTool<?> tool) {
    return tool.onBackupServers()
        ? "On Proxmox VE and on Backup Servers."
        : "On Proxmox VE. On a Backup Server: " + tool.insteadOnBackupServers();
  }
}
