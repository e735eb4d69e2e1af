package dev.proxmoxmcp.app.doctor;

import java.util.Locale;

/**
 * One step of what mends a fault. Nothing of it is ever done by this program.
 *
 * @param kind what is to be done with the text
 * @param place where: a host, a file; "" where that is plain
 * @param text the command or line as it stands, or words
 */
public record Mend(Kind kind, String place, String text) {
  /** What is to be done. */
  public enum Kind {
    /** A command on this machine, for a POSIX shell. */
    RUN,
    /** A command on another one, as root. */
    RUN_THERE,
    /** A line of the settings, or a variable. */
    SET,
    /** What is no single command. */
    DO;

    /** As JSON has it: {@code run-there}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Mend run(String command) {
    return new Mend(Kind.RUN, "", command);
  }

  /**
   * @param place {@code a node}, {@code node pve2}, {@code VM 104}
   */
  static Mend runOn(String place, String command) {
    return new Mend(Kind.RUN_THERE, place, command);
  }

  /**
   * @param place the file, and where in it; "" for a variable
   */
  static Mend set(String place, String line) {
    return new Mend(Kind.SET, place, line);
  }

  static Mend todo(String words) {
    return new Mend(Kind.DO, "", words);
  }

  /** For people. */
  public String line() {
    return switch (kind) {
      case RUN -> "run: " + text;
      case RUN_THERE -> "run on " + place + ": " + text;
      case SET -> "set" + (place.isEmpty() ? "" : " in " + place) + ": " + text;
      case DO -> text;
    };
  }
}
