package dev.proxmoxmcp.client.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The text of an IPv6 address, RFC 4291 section 2.2. Nothing is looked up. */
final class Ipv6 {
  private static final Pattern GROUP = Pattern.compile("[A-Fa-f0-9]{1,4}");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final int GROUPS = 8;
  private static final int LONGEST = 45;

  private Ipv6() {}

  static boolean isAddress(String text) {
    if (text.length() > LONGEST || text.indexOf(':') < 0) {
      return false;
    }
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == GROUPS;
    }
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < GROUPS;
  }

  /** How many there are; negative if it is no list of them. */
  private static int groups(String text, boolean last) {
    if (text.isEmpty()) {
      return 0;
    }
    List<String> groups = Arrays.asList(text.split(":", -1));
    boolean ipv4 = last && IPV4.matcher(groups.getLast()).matches();
    List<String> plain = ipv4 ? groups.subList(0, groups.size() - 1) : groups;
    if (!plain.stream().allMatch(group -> GROUP.matcher(group).matches())) {
      return -1;
    }
    return plain.size() + (ipv4 ? 2 : 0);
  }
}
