package dev.proxmoxmcp.guard.policy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of some days of the week at a place: {@code mon-fri 08:00-18:00 Europe/Berlin}. Hours that
 * pass midnight belong to the day on which they begin. It goes by what the clocks there show, so a
 * day on which they are moved has an hour more or less.
 *
 * @param text as it was written
 * @param days on which it begins
 * @param from the first moment
 * @param to from when it is over; the same as {@code from} for a whole day
 * @param zone whose clocks count
 */
record TimeWindow(String text, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  private static final Pattern HOURS =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|24:00)");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final String ACCEPTED =
      "is days, hours or both, and a time zone, such as mon-fri 08:00-18:00 Europe/Berlin, or"
          + " sat,sun UTC";

  TimeWindow {
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /**
   * Reads a window.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  static TimeWindow of(String text) {
    List<String> words = new ArrayList<>(Arrays.asList(text.strip().split("\\s+")));
    ZoneId zone = zone(words.removeLast());
    EnumSet<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
    LocalTime from = LocalTime.MIN;
    LocalTime to = LocalTime.MIN;
    if (words.isEmpty() || words.size() > 2) {
      throw new IllegalArgumentException(ACCEPTED);
    }
    Matcher hours = HOURS.matcher(words.getLast());
    if (hours.matches()) {
      words.removeLast();
      from = LocalTime.of(number(hours, 1), number(hours, 2));
      to =
          hours.group(3) == null ? LocalTime.MIN : LocalTime.of(number(hours, 3), number(hours, 4));
      if (from.equals(to) && hours.group(3) != null) {
        throw new IllegalArgumentException("has hours that end when they begin");
      }
    }
    if (!words.isEmpty()) {
      days = days(words.removeLast());
    }
    if (!words.isEmpty()) {
      throw new IllegalArgumentException(ACCEPTED);
    }
    return new TimeWindow(text.strip(), days, from, to, zone);
  }

  private static int number(Matcher hours, int group) {
    return Integer.parseInt(hours.group(group));
  }

  private static ZoneId zone(String word) {
    try {
      return ZoneId.of(word);
    } catch (DateTimeException _) {
      throw new IllegalArgumentException(ACCEPTED);
    }
  }

  private static EnumSet<DayOfWeek> days(String word) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : word.toLowerCase(Locale.ROOT).split(",", -1)) {
      int dash = part.indexOf('-');
      DayOfWeek day = day(dash < 0 ? part : part.substring(0, dash));
      DayOfWeek last = dash < 0 ? day : day(part.substring(dash + 1));
      days.add(day);
      while (day != last) {
        day = day.plus(1);
        days.add(day);
      }
    }
    return days;
  }

  private static DayOfWeek day(String word) {
    int at = DAYS.indexOf(word);
    if (at < 0) {
      throw new IllegalArgumentException(ACCEPTED + "; days are " + String.join(", ", DAYS));
    }
    return DayOfWeek.of(at + 1);
  }

  /** Whether {@code at} is within it. */
  boolean holds(Instant at) {
    ZonedDateTime there = at.atZone(zone);
    LocalTime time = there.toLocalTime();
    boolean today = days.contains(there.getDayOfWeek());
    if (from.isBefore(to)) {
      return today && !time.isBefore(from) && time.isBefore(to);
    }
    boolean sinceYesterday = days.contains(there.getDayOfWeek().minus(1));
    return (today && !time.isBefore(from)) || (sinceYesterday && time.isBefore(to));
  }
}
