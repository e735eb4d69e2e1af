package dev.proxmoxmcp.simulator.catalog;

import java.util.regex.Pattern;

/** Addresses of IPv6 as text. */
final class Addresses6 {
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final int GROUPS = 8;

  private Addresses6() {}

  /** Whether it is one; those with an IPv4 address at their end are not taken. */
  static boolean fits(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text) == GROUPS;
    }
    String before = text.substring(0, gap);
    String after = text.substring(gap + 2);
    int first = before.isEmpty() ? 0 : groups(before);
    int last = after.isEmpty() ? 0 : groups(after);
    return first >= 0 && last >= 0 && first + last < GROUPS;
  }

  /** How many groups there are, or -1 if one of them is none. */
  private static int groups(String text) {
    String[] parts = text.split(":", -1);
    for (String part : parts) {
      if (!GROUP.matcher(part).matches()) {
        return -1;
      }
    }
    return parts.length;
  }
}
