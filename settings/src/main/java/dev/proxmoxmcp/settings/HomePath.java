package dev.proxmoxmcp.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * Paths as people write them: {@code ~/} is the home folder in variables, as it is in the settings
 * file ({@link FilePaths}), since no shell reads those. On a command line a shell does, and what it
 * leaves is a mistake.
 */
final class HomePath {
  private static final String OF_HOME = "~/";

  private HomePath() {}

  /**
   * The path that {@code text} means in a variable.
   *
   * @param where begins every message
   * @param environment says where the home folder is
   * @throws SettingsException if it is none
   */
  static Path of(String where, String text, Map<String, String> environment) {
    if (!text.startsWith(OF_HOME)) {
      return plain(where, text, SettingsException::new);
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.isBlank()) {
      throw new SettingsException(
          where
              + ": ~/ is your home folder, and HOME does not say which that is; write the whole"
              + " path.");
    }
    return plain(where, home + text.substring(1), SettingsException::new);
  }

  /**
   * The same on a command line.
   *
   * @throws PathProblem if it is none, or begins with {@code ~/}, with what to write instead
   */
  static Path ofOption(String option, String text) {
    if (text.startsWith(OF_HOME)) {
      throw new PathProblem(
          "%s: `~` is not expanded here, and no shell did it; write %s%s."
              .formatted(
                  option, System.getProperty("user.home"), HostText.printable(text.substring(1))));
    }
    return plain(option, text, PathProblem::new);
  }

  private static Path plain(
      String where, String text, Function<String, ? extends RuntimeException> problem) {
    try {
      return Path.of(text);
    } catch (InvalidPathException _) {
      throw problem.apply(where + ": \"" + HostText.printable(text) + "\" is not a path.");
    }
  }
}
