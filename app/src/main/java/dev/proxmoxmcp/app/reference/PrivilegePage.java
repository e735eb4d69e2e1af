package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Need;
import dev.proxmoxmcp.client.access.Toolset;
import java.util.List;
import java.util.stream.Collectors;

/** What each toolset needs on a host, for whoever makes a role by hand. */
final class PrivilegePage {
  private static final String BEGINNING =
      """
      # Privileges

      Written by `proxmox-mcp docs` from the toolsets that [`init`](init.md) offers and [`doctor`](doctor.md) checks. A token with privilege separation has what its user **and** itself were granted: grant
      a role to both. A role on a path replaces, for that path, what was granted above it.

      `init` makes such roles by itself, and `init --script` prints the commands.

      """;

  private PrivilegePage() {}

  static String text() {
    StringBuilder page = new StringBuilder(BEGINNING);
    part(page, "Proxmox VE 9", Product.PVE, "9");
    part(page, "Proxmox VE 8", Product.PVE, "8");
    page.append(
        "Before Proxmox VE 9 what agents tell is shown only with VM.Monitor, which lets commands"
            + " run too: `inventory` does without it there.\n\n");
    part(page, "Proxmox Backup Server", Product.PBS, "4");
    page.append(
        "A Backup Server knows its built-in roles alone: `init` takes the smallest that has"
            + " these.\n");
    return page.toString().stripTrailing();
  }

  private static void part(StringBuilder page, String title, Product product, String release) {
    page.append("## ").append(title).append('\n');
    page.append(
        MarkdownTable.of(
            List.of("toolset", "to", "tier to allow", "privileges"),
            Toolset.of(product).stream()
                .map(toolset ->
                    List.of(
                        MarkdownTable.code(toolset.label()),
                        toolset.does(product),
                        toolset.tier().label(),
                        needs(toolset.needs(product, release))))
                .toList()));
  }

  private static String needs(List<Need> needs) {
    return needs.stream()
        .map(need -> MarkdownTable.code(need.path()) + ": " + String.join(" ", need.privileges()))
        .collect(Collectors.joining("; "));
  }
}
