package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.secret.PrivateFile;
import dev.proxmoxmcp.settings.secret.SecretException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads secrets from files, and says with their place what is wrong with them. */
final class SecretFile {
  private static final String CONTENT = "the token's secret";
  private static final String AFTERWARDS = "rotate the token";

  private final Map<String, String> environment;

  private SecretFile(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * @param environment says where systemd puts credentials
   */
  static SecretFile of(Map<String, String> environment) {
    return new SecretFile(environment);
  }

  /**
   * The file's text without surrounding blanks.
   *
   * @param place the setting that named the file; it begins every message
   * @throws SettingsException if the file is absent, empty, too large, no text, or open to others
   */
  Secret read(String place, Path file) {
    return read(place, "the file " + file, () -> PrivateFile.at(file, environment));
  }

  /**
   * The same of a credential of systemd.
   *
   * @throws SettingsException if there is none of that name, it is empty, too large or no text
   */
  Secret credential(String place, String name) {
    return read(place, "the credential " + name, () -> PrivateFile.credential(name, environment));
  }

  private static Secret read(String place, String what, Supplier<PrivateFile> file) {
    byte[] content;
    try {
      content = file.get().read(CONTENT, AFTERWARDS);
    } catch (SecretException unusable) {
      throw new SettingsException(place + ": " + unusable.getMessage());
    }
    try {
      return Secret.ofUtf8(content);
    } catch (IllegalArgumentException _) {
      throw new SettingsException(
          "%s: %s is %s; it should hold %s alone."
              .formatted(place, what, blank(content) ? "empty" : "not text", CONTENT));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static boolean blank(byte[] content) {
    boolean blank = true;
    for (byte one : content) {
      blank &= one >= 0 && one <= ' ';
    }
    return blank;
  }

  /**
   * How a private key is open to others than its owner, and how that is mended; it is not read.
   *
   * @return goes on from its name; empty if it is not, if that cannot be told, or if there is none
   */
  Optional<String> openKey(Path file) {
    return PrivateFile.at(file, environment).openToOthers("make a new key");
  }
}
