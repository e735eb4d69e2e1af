package dev.proxmoxmcp.app.doctor;

import java.util.Locale;

/**
 * One thing that was looked at, and how it is.
 *
 * @param level how bad it is
 * @param topic what was looked at: {@code certificate}
 * @param text how it is, a sentence or more
 * @param mend what to do about it: a command or a line of the settings; "" for nothing
 */
public record Finding(Level level, String topic, String text, String mend) {
  /** How bad something is. */
  public enum Level {
    /** As it should be. */
    OK,
    /** It works, and will not for long, or not wholly. */
    WARNING,
    /** It does not work. */
    PROBLEM;

    /** In lower case: {@code warning}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String topic, String text) {
    return new Finding(Level.OK, topic, text, "");
  }

  static Finding warning(String topic, String text, String mend) {
    return new Finding(Level.WARNING, topic, text, mend);
  }

  static Finding problem(String topic, String text, String mend) {
    return new Finding(Level.PROBLEM, topic, text, mend);
  }
}
