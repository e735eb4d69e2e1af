package dev.proxmoxmcp.client.catalog;

import java.util.regex.Pattern;

/**
 * Proxmox's calendar events, as {@code proxmox-time} reads them: {@code [days] [date] [time]}.
 * Loose where it is, so that a host and not this decides about the odd ones.
 */
final class CalendarEvents {
  private static final Pattern KEYWORD =
      Pattern.compile(
          "minutely|hourly|daily|weekly|monthly|yearly|annually|quarterly|semiannually"
              + "|semi-annually|UTC",
          Pattern.CASE_INSENSITIVE);
  private static final String DAY =
      "(?:sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday|nes)?|thu(?:r|rs|rsday)?|fri(?:day)?"
          + "|sat(?:urday)?)";
  private static final Pattern DAYS =
      Pattern.compile(
          DAY + "(?:(?:\\.\\.|-)" + DAY + ")?(?:,(?:" + DAY + "(?:(?:\\.\\.|-)" + DAY + ")?)?)*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern FIGURES = Pattern.compile("[0-9*][0-9*/.,:~-]*");

  private CalendarEvents() {}

  static boolean isEvent(String text) {
    String event = text.strip();
    if (event.isEmpty()) {
      return false;
    }
    for (String part : event.split("\\s+", -1)) {
      if (!KEYWORD.matcher(part).matches()
          && !DAYS.matcher(part).matches()
          && !FIGURES.matcher(part).matches()) {
        return false;
      }
    }
    return true;
  }
}
