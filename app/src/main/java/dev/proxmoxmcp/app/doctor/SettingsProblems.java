package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.settings.SettingsException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one place that knows which check a sentence about the settings belongs to. */
final class SettingsProblems {
  /** The sentences name a command so where there is one. */
  private static final Pattern COMMAND = Pattern.compile("\\b[Rr]un `([^`]+)`");

  private static final Pattern LINE = Pattern.compile("\\bwrite `([^`]+)`");

  private SettingsProblems() {}

  /** Those of {@code unusable} that belong to {@code check}. */
  static List<String> of(Check check, SettingsException unusable) {
    return unusable.problems().stream().filter(problem -> owner(problem) == check).toList();
  }

  private static Check owner(String problem) {
    if (problem.contains("keep one of them") || problem.contains("would be ignored")) {
      return Check.TWO_PLACES;
    }
    if (problem.contains("secret store")) {
      return Check.STORE;
    }
    return problem.contains(" by others") ? Check.FILE_MODES : Check.SETTINGS;
  }

  /** What mends it, where the sentence says so in one command or line. */
  static List<Mend> mends(Here here, String problem) {
    Matcher command = COMMAND.matcher(problem);
    if (command.find()) {
      return List.of(Mend.run(command.group(1)));
    }
    Matcher line = LINE.matcher(problem);
    if (line.find()) {
      return List.of(Mend.set(here.file().map(Object::toString).orElse(""), line.group(1)));
    }
    return List.of();
  }
}
