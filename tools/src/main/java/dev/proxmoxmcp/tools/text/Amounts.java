package dev.proxmoxmcp.tools.text;

import dev.proxmoxmcp.client.Usage;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them, in as few characters as say enough. */
public final class Amounts {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private static final double NEARLY_FULL_PERCENT = 90;

  private Amounts() {}

  /**
   * {@code bytes} in the largest unit that leaves a number of at least one: "512 MiB", "3.2 GiB".
   */
  public static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (Math.abs(amount) >= 1023.5 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return number(amount) + " " + UNITS[unit];
  }

  /** "3.2 of 8 GiB (40%)"; without a limit just what is used. */
  public static String share(long usedBytes, long limitBytes) {
    if (limitBytes <= 0) {
      return bytes(usedBytes);
    }
    String limit = bytes(limitBytes);
    String used = bytes(usedBytes);
    String unit = limit.substring(limit.indexOf(' '));
    String shortUsed =
        used.endsWith(unit) ? used.substring(0, used.length() - unit.length()) : used;
    return shortUsed + " of " + limit + " (" + percent((double) usedBytes / limitBytes) + ")";
  }

  /** Whether less than a tenth of {@code usage} is left; not known, so no, if that is null. */
  public static boolean nearlyFull(@Nullable Usage usage) {
    return usage != null && usage.share().value() >= NEARLY_FULL_PERCENT;
  }

  /**
   * {@code fraction} (1 is all) as a whole percentage: "40%"; below one, one digit more: "0.3%".
   */
  public static String percent(double fraction) {
    double percent = fraction * 100;
    return (percent > 0 && percent < 0.95
            ? String.format(Locale.ROOT, "%.1f", percent)
            : Long.toString(Math.round(percent)))
        + "%";
  }

  /** The two largest units of {@code length}: "3d 4h", "12m 5s", "0s". */
  public static String duration(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds >= 86_400) {
      return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }
    if (seconds >= 3600) {
      return two(seconds / 3600, "h", seconds % 3600 / 60, "m");
    }
    return seconds >= 60 ? two(seconds / 60, "m", seconds % 60, "s") : seconds + "s";
  }

  /** A length in seconds with what is below one: "1.2 s", "20 s". */
  public static String seconds(Duration length) {
    return number(length.toMillis() / 1000.0) + " s";
  }

  /** How long {@code length} is, in its largest unit alone: "3d", "12m". */
  public static String age(Duration length) {
    String both = duration(length);
    int blank = both.indexOf(' ');
    return blank < 0 ? both : both.substring(0, blank);
  }

  /** "1 guest", "3 guests". */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
  }

  private static String number(double amount) {
    String text = String.format(Locale.ROOT, amount < 99.95 ? "%.1f" : "%.0f", amount);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
