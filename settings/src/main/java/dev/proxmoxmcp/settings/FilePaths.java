package dev.proxmoxmcp.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Paths as people write them into the settings file: {@code ~/} is the home folder, and what is
 * relative is beside the file.
 *
 * @param file the settings file
 * @param environment says where the home folder is
 */
record FilePaths(Path file, Map<String, String> environment) {
  FilePaths {
    environment = Map.copyOf(environment);
  }

  /** The path that {@code text} means; empty if it is none. */
  Optional<Path> path(String text) {
    String home = environment.getOrDefault("HOME", "");
    boolean ofUser = text.startsWith("~/") && !home.isBlank();
    try {
      return Optional.of(
          file.toAbsolutePath()
              .resolveSibling(ofUser ? home + text.substring(1) : text)
              .normalize());
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /** It holds the whole environment, and so perhaps a secret. */
  @Override
  public String toString() {
    return "FilePaths[" + file + "]";
  }
}
