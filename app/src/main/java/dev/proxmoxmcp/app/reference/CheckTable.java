package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.app.doctor.Check;
import java.util.Arrays;
import java.util.List;

/** The checks of {@code doctor}, from their registry. */
final class CheckTable {
  private CheckTable() {}

  static String part() {
    return MarkdownTable.of(
        List.of("#", "check", "how it should be", "why", "what mends it, for example", "ends with"),
        List.of("---:", "---", "---", "---", "---", "---:"),
        Arrays.stream(Check.values())
            .map(check ->
                List.of(
                    Integer.toString(check.number()),
                    MarkdownTable.code(check.id()),
                    check.title(),
                    check.why(),
                    check.mend(),
                    Integer.toString(check.exitCode())))
            .toList());
  }
}
