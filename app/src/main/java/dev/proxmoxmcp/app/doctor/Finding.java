package dev.proxmoxmcp.app.doctor;

import java.util.List;
import java.util.Locale;

/**
 * One thing that was looked at, and how it is.
 *
 * @param level how bad it is
 * @param check what was looked at
 * @param text how it is, a sentence or more
 * @param mends what to do about it, in this order; empty for nothing
 */
public record Finding(Level level, Check check, String text, List<Mend> mends) {
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

  /** Copies the list. */
  public Finding {
    mends = List.copyOf(mends);
  }

  static Finding ok(Check check, String text) {
    return new Finding(Level.OK, check, text, List.of());
  }

  static Finding warning(Check check, String text, Mend... mends) {
    return new Finding(Level.WARNING, check, text, List.of(mends));
  }

  static Finding problem(Check check, String text, Mend... mends) {
    return new Finding(Level.PROBLEM, check, text, List.of(mends));
  }

  /** Whether nothing after it can be looked at. */
  boolean isProblem() {
    return level == Level.PROBLEM;
  }
}
