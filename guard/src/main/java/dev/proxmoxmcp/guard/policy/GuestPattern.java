package dev.proxmoxmcp.guard.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names guests: by a vmid, a range of them, or a pattern for their name.
 *
 * @param text as it was written
 * @param least the lowest vmid; 0 where it goes by the name
 * @param most the highest vmid; 0 where it goes by the name
 * @param name a pattern; of the text itself where it goes by vmids
 */
record GuestPattern(String text, int least, int most, WordGlob name) {
  private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,9})(?:\\s*-\\s*([0-9]{1,9}))?");

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  static GuestPattern of(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.matches()) {
      return new GuestPattern(text, 0, 0, WordGlob.of(text));
    }
    int least = Integer.parseInt(numbers.group(1));
    int most = numbers.group(2) == null ? least : Integer.parseInt(numbers.group(2));
    if (least == 0 || most < least) {
      throw new IllegalArgumentException(
          "is a vmid, a range of them from lower to higher such as 100-199, or a name");
    }
    return new GuestPattern(text, least, most, WordGlob.of(text));
  }

  /** Whether {@code guest} is named: read generously also if its name looks like the vmid. */
  boolean matches(GuestFacts guest, Reading reading) {
    boolean byNumber = guest.vmid() >= least && guest.vmid() <= most;
    return switch (reading) {
      case STRICT -> most > 0 ? byNumber : name.matches(guest.name(), reading);
      case GENEROUS ->
          byNumber
              || name.matches(guest.name(), reading)
              || name.matches(Integer.toString(guest.vmid()), reading);
    };
  }
}
