package dev.proxmoxmcp.simulator.catalog;

import java.util.regex.Pattern;

/** Calendar events such as {@code mon..fri 02:30} or {@code daily}. */
public final class CalendarTexts {
  private static final Pattern EVENT =
      Pattern.compile(
          "(?i)(?:minutely|hourly|daily|weekly|monthly|quarterly|semiannually|yearly"
              + "|(?:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:\\.\\.|,)?)+ ?)?[0-9*/:.,\\- ]*)");

  private CalendarTexts() {}

  /** Whether it is one. */
  public static boolean fits(String text) {
    return !text.isBlank() && EVENT.matcher(text.strip()).matches();
  }
}
