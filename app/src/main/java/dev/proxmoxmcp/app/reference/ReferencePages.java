package dev.proxmoxmcp.app.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The reference pages: what the program knows about itself, as documents. */
public final class ReferencePages {
  /** Pages written by hand with parts that come from the registries. */
  public static final List<String> WITH_PARTS =
      List.of("settings.md", "policy.md", "guard.md", "doctor.md", "troubleshooting.md");

  /** Where there is no page about the settings yet: the tables alone. */
  private static final String SETTINGS =
      """
      # The settings file

      Written by `proxmox-mcp docs`.

      <!-- generated: server -->
      <!-- end -->

      ## Rules

      Keys of `policy`.

      <!-- generated: policy -->
      <!-- end -->

      ## Clusters

      Keys of `clusters.NAME`.

      <!-- generated: cluster -->
      <!-- end -->

      ### SSH

      Keys of `clusters.NAME.ssh`.

      <!-- generated: ssh -->
      <!-- end -->

      ## Variables

      <!-- generated: variables -->
      <!-- end -->\
      """;

  private ReferencePages() {}

  /**
   * The pages that come from the registries as a whole.
   *
   * @param program with all of its commands
   * @return what each file holds, without the line break that it ends with
   */
  public static Map<String, String> whole(CommandLine program) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("tools.md", ToolPage.text());
    pages.put("commands.md", CommandPage.text(program));
    pages.put("privileges.md", PrivilegePage.text());
    pages.put("tiers.md", TierPage.text());
    pages.put("settings.schema.json", SettingsSchema.schema().toPrettyString());
    return pages;
  }

  /** The page about the settings for a folder that has none. */
  public static String settings() {
    return GeneratedParts.renew(SETTINGS);
  }
}
