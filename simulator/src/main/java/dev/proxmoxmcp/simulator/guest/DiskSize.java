package dev.proxmoxmcp.simulator.guest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sizes of disks as settings write them: {@code 32G}. */
final class DiskSize {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(\\.\\d{1,6})?([KMGT]?)");
  private static final Pattern IN_SETTING = Pattern.compile("(?:^|,)size=([^,]+)");
  private static final String UNITS = "KMGT";

  private DiskSize() {}

  /** In bytes; a bare number counts bytes, 0 stands for what cannot be read. */
  static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      return 0;
    }
    double number =
        Double.parseDouble(size.group(1) + (size.group(2) == null ? "" : size.group(2)));
    int power = size.group(3).isEmpty() ? 0 : UNITS.indexOf(size.group(3)) + 1;
    return (long) (number * (1L << (10 * power)));
  }

  /** The size that a disk's setting names, in bytes; 0 where it names none. */
  static long in(String setting) {
    Matcher size = IN_SETTING.matcher(setting);
    return size.find() ? bytes(size.group(1)) : 0;
  }

  /** In the largest unit that leaves no rest; a folder without a limit is {@code 0T}. */
  static String text(long bytes) {
    if (bytes == 0) {
      return "0T";
    }
    int power = Math.min(Long.numberOfTrailingZeros(bytes) / 10, UNITS.length());
    return (bytes >> (10 * power)) + (power == 0 ? "" : UNITS.substring(power - 1, power));
  }
}
