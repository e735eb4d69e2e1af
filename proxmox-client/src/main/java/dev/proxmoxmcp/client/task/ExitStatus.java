package dev.proxmoxmcp.client.task;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how a task ended from the text that Proxmox keeps of it. */
final class ExitStatus {
  private static final Pattern WARNINGS = Pattern.compile("WARNINGS: ([0-9]{1,9})");

  private ExitStatus() {}

  /** {@code OK}, {@code WARNINGS: 2}, {@code unexpected status}, or what went wrong. */
  static TaskState parse(String text) {
    Matcher warnings = WARNINGS.matcher(text);
    if (warnings.matches()) {
      return new TaskState.Warned(Integer.parseInt(warnings.group(1)));
    }
    return switch (text) {
      case "OK" -> new TaskState.Ok();
      case "", "unexpected status", "unknown" -> new TaskState.Unknown();
      default -> new TaskState.Failed(text);
    };
  }
}
