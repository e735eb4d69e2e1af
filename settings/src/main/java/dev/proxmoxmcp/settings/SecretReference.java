package dev.proxmoxmcp.settings;

import java.util.Optional;

/** Where a secret of the settings file really is: it never stands there itself. */
sealed interface SecretReference {
  /**
   * In a file of its own.
   *
   * @param path as it was written
   */
  record FromFile(String path) implements SecretReference {}

  /** In an environment variable. */
  record FromVariable(String name) implements SecretReference {}

  /**
   * Reads {@code file:PATH} or {@code env:NAME}.
   *
   * @return empty for anything else, which may be the secret itself: never show it
   */
  static Optional<SecretReference> parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "file" -> rest.isBlank() ? Optional.empty() : Optional.of(new FromFile(rest.strip()));
      case "env" ->
          rest.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")
              ? Optional.of(new FromVariable(rest))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
