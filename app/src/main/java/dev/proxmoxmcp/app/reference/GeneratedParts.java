package dev.proxmoxmcp.app.reference;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of pages written by hand that come from the registries: what stands between {@code <!--
 * generated: NAME -->} and {@code <!-- end -->}.
 */
public final class GeneratedParts {
  private static final Pattern PART =
      Pattern.compile("(<!-- generated: ([a-z]+) -->\n)((?s:.*?))(<!-- end -->)");

  /** What {@code doctor} says in a test; the test that runs it writes them. */
  private static final Set<String> TRANSCRIPTS = Set.of("well", "broken");

  private GeneratedParts() {}

  /**
   * A page with its generated parts renewed.
   *
   * @throws IllegalArgumentException if a part is none that can be generated
   */
  public static String renew(String page) {
    return PART.matcher(page)
        .replaceAll(part ->
            Matcher.quoteReplacement(
                part.group(1) + part(part.group(2), part.group(3)) + part.group(4)));
  }

  private static String part(String name, String before) {
    if (TRANSCRIPTS.contains(name)) {
      return before;
    }
    return switch (name) {
      case "checks" -> CheckTable.part();
      case "undo" -> UndoWords.table();
      default -> FaultTable.part(name).orElseGet(() -> SettingsTables.part(name));
    };
  }
}
