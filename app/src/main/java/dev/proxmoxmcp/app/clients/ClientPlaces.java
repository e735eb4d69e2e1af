package dev.proxmoxmcp.app.clients;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where programs of a user keep their configuration.
 *
 * @param system of this machine
 * @param home the user's
 * @param environment in which this program runs
 */
public record ClientPlaces(Os system, Path home, Map<String, String> environment) {
  /** What decides. */
  public enum Os {
    LINUX,
    MAC,
    WINDOWS;

    /**
     * By its name.
     *
     * @param name Java's {@code os.name}
     */
    public static Os of(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("windows")) {
        return WINDOWS;
      }
      return lower.startsWith("mac") ? MAC : LINUX;
    }
  }

  public ClientPlaces {
    environment = Map.copyOf(environment);
  }

  /** Of programs with windows. */
  Path applications() {
    return switch (system) {
      case LINUX -> dotConfig();
      case MAC -> home.resolve("Library", "Application Support");
      case WINDOWS -> named("APPDATA", home.resolve("AppData", "Roaming"));
    };
  }

  /** Of programs that come from Linux, which keep to its ways on a Mac too. */
  Path dotConfig() {
    return switch (system) {
      case LINUX, MAC -> named("XDG_CONFIG_HOME", home.resolve(".config"));
      case WINDOWS -> applications();
    };
  }

  /** What a variable names, if it is set to an absolute path. */
  Path named(String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return value.isBlank() || !home.getFileSystem().getPath(value).isAbsolute()
        ? otherwise
        : home.getFileSystem().getPath(value);
  }
}
