package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.secret.PrivateFile;
import dev.proxmoxmcp.settings.secret.SecretName;
import java.util.Optional;

/** Where a secret of the settings file really is: it never stands there itself. */
sealed interface SecretReference {
  /** For messages. */
  String ACCEPTED = "store:NAME, file:PATH, credential:NAME or env:NAME";

  /**
   * In a file of its own.
   *
   * @param path as it was written
   */
  record FromFile(String path) implements SecretReference {}

  /** In an environment variable, or in the file that the same with {@code _FILE} names. */
  record FromVariable(String name) implements SecretReference {}

  /** In the sealed store. */
  record FromStore(SecretName name) implements SecretReference {}

  /** In a credential that systemd hands to the service. */
  record FromCredential(String name) implements SecretReference {}

  /**
   * Reads {@value #ACCEPTED}.
   *
   * @return empty for anything else, which may be the secret itself: never show it
   */
  static Optional<SecretReference> parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1).strip();
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "file" -> rest.isEmpty() ? Optional.empty() : Optional.of(new FromFile(rest));
      case "env" ->
          rest.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")
              ? Optional.of(new FromVariable(rest))
              : Optional.empty();
      case "store" -> SecretName.parse(rest).map(FromStore::new);
      case "credential" ->
          PrivateFile.isCredentialName(rest)
              ? Optional.of(new FromCredential(rest))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
