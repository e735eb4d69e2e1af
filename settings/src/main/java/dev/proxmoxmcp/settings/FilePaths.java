package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.Value.Origin;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Paths as people write them into the settings: {@code ~/} is the home folder, and what is relative
 * is beside the file. In a variable it must not be: clients start this program in folders of their
 * own choice. Remembers the paths, for whoever watches the files. It holds the whole environment,
 * and so perhaps a secret: it is no record, and prints nothing. Owned by the thread that reads the
 * settings.
 */
final class FilePaths {
  private final @Nullable Path file;
  private final Map<String, String> environment;
  private final boolean relative;
  private final Set<Path> named;

  /**
   * @param file the settings file; null where variables say all
   * @param environment says where the home folder is
   */
  FilePaths(@Nullable Path file, Map<String, String> environment) {
    this(file, Map.copyOf(environment), file != null, new LinkedHashSet<>());
  }

  private FilePaths(
      @Nullable Path file, Map<String, String> environment, boolean relative, Set<Path> named) {
    this.file = file;
    this.environment = environment;
    this.relative = relative;
    this.named = named;
  }

  /** The same paths, as they are meant where {@code origin} is. */
  FilePaths at(Origin origin) {
    return new FilePaths(file, environment, file != null && !origin.variable(), named);
  }

  /** The environment variables. */
  Map<String, String> environment() {
    return environment;
  }

  /** The settings file; null where variables say all. */
  @Nullable Path file() {
    return file;
  }

  /** Where a file of this name would be beside the settings file. */
  Path beside(String name) {
    return file == null ? Path.of(name) : file.resolveSibling(name);
  }

  /** The path that {@code text} means; empty if it is none. */
  Optional<Path> path(String text) {
    try {
      return Optional.of(path("", text));
    } catch (SettingsException _) {
      return Optional.empty();
    }
  }

  /**
   * The path that {@code text} means.
   *
   * @param where begins every message
   * @throws SettingsException if it is none, or relative to nothing
   */
  Path path(String where, String text) {
    Path path = HomePath.of(where, text, environment);
    if (!path.isAbsolute() && !relative) {
      throw new SettingsException(
          where
              + " takes an absolute path, or one that begins with ~/: which folder this program is"
              + " started in is up to the client.");
    }
    Path whole = file == null ? path : file.toAbsolutePath().resolveSibling(path).normalize();
    named.add(whole);
    return whole;
  }

  /** Every path that was asked for. */
  Set<Path> named() {
    return Set.copyOf(named);
  }
}
