package dev.proxmoxmcp.simulator.pbs;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a job runs next, for the forms of schedules that are common. */
final class Schedule {
  private static final Pattern FORM =
      Pattern.compile("(?:(mon|tue|wed|thu|fri|sat|sun) )?(\\d{1,2}):(\\d{2})");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private Schedule() {}

  /** The next time after {@code now}; empty for a form that is not known here. */
  static Optional<Instant> next(String schedule, Instant now) {
    ZonedDateTime moment = now.atZone(ZoneOffset.UTC);
    String text =
        switch (schedule) {
          case "daily" -> "00:00";
          case "weekly" -> "mon 00:00";
          default -> schedule.toLowerCase(Locale.ROOT);
        };
    if (text.equals("hourly")) {
      return Optional.of(moment.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant());
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(2)) > 23) {
      return Optional.empty();
    }
    LocalTime time =
        LocalTime.of(Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)) % 60);
    ZonedDateTime next = moment.toLocalDate().atTime(time).atZone(ZoneOffset.UTC);
    String day = form.group(1);
    while (!next.isAfter(moment) || (day != null && next.getDayOfWeek() != day(day))) {
      next = next.plusDays(1);
    }
    return Optional.of(next.toInstant());
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.of(DAYS.indexOf(name) + 1);
  }
}
