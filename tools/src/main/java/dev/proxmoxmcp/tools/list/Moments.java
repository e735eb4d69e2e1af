package dev.proxmoxmcp.tools.list;

import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads points in time as people write them. */
public final class Moments {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,5}) ?([mhdw])(?: ago)?");

  private Moments() {}

  /**
   * "30m", "2h", "7d", "1w" ago, or an ISO date or time, UTC unless it says otherwise; to the
   * second, as Proxmox counts.
   *
   * @param name of the argument
   * @param text null for none
   * @return null for null
   * @throws ArgumentProblem if it is neither
   */
  public static @Nullable Instant parse(String name, @Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return now.minus(length(Long.parseLong(ago.group(1)), ago.group(2)))
          .truncatedTo(ChronoUnit.SECONDS);
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : time(text.replace(' ', 'T')).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException unreadable) {
      throw new ArgumentProblem(
          "Argument %s takes an age (30m, 2h, 7d, 1w) or a time (2026-11-22T08:00, UTC); got %s."
              .formatted(name, Foreign.name(text)));
    }
  }

  private static Instant time(String text) {
    return text.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  private static Duration length(long count, String unit) {
    return switch (unit) {
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
