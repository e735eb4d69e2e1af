package dev.proxmoxmcp.client.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far a task is, and how it ended. */
public sealed interface TaskState {
  /** It has not ended. */
  record Running() implements TaskState {}

  /** It ended well. */
  record Ok() implements TaskState {}

  /** It ended well enough: what it should do is done, and its log has warnings. */
  record Warned(int warnings) implements TaskState {}

  /**
   * It failed.
   *
   * @param said why, word for word: untrusted text
   */
  record Failed(String said) implements TaskState {}

  /** It ended, and nobody knows how: its node was restarted, or its log was lost. */
  record Unknown() implements TaskState {}

  /** Whether it has ended, well or not. */
  default boolean ended() {
    return !(this instanceof Running);
  }

  /**
   * From the exit status of an ended task: {@code OK}, {@code WARNINGS: 2}, {@code unexpected
   * status}, or what went wrong.
   */
  static TaskState ofExitStatus(String exitStatus) {
    Matcher warnings = WARNINGS.matcher(exitStatus);
    if (warnings.matches()) {
      return new Warned(Integer.parseInt(warnings.group(1)));
    }
    return switch (exitStatus) {
      case "OK" -> new Ok();
      case "", "unexpected status", "unknown" -> new Unknown();
      default -> new Failed(exitStatus);
    };
  }

  /** Internal: the form in which Proxmox counts warnings. */
  Pattern WARNINGS = Pattern.compile("WARNINGS: ([0-9]{1,9})");
}
