package dev.proxmoxmcp.tools.snapshot;

import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Names of snapshots as models write them. */
final class SnapshotNames {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("'mcp-'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final int LONGEST = 40;

  private SnapshotNames() {}

  /**
   * {@code text} as a name; without one, a name that tells the time: {@code mcp-20261124-211500}.
   *
   * @throws ArgumentProblem with the rule and a name that would do
   */
  static SnapshotName orNow(@Nullable String text, Instant now) {
    return text == null ? new SnapshotName(STAMP.format(now)) : parse(text);
  }

  /**
   * {@code text} as a name.
   *
   * @throws ArgumentProblem with the rule and a name that would do
   */
  static SnapshotName parse(String text) {
    try {
      return new SnapshotName(text);
    } catch (IllegalArgumentException malformed) {
      throw new ArgumentProblem(malformed.getMessage() + "; " + near(text) + " would do.");
    }
  }

  /** The nearest text that is a name. */
  private static String near(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^[^A-Za-z]+|-+$", "");
    String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    return cut.length() < 2 || cut.equalsIgnoreCase("current") || cut.equalsIgnoreCase("pending")
        ? "before-change"
        : cut;
  }
}
