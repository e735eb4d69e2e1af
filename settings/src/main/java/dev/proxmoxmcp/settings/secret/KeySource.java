package dev.proxmoxmcp.settings.secret;

import dev.proxmoxmcp.settings.secret.UnlockKey.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the key or the passphrase of a store is, for whoever has no person at a terminal. */
public sealed interface KeySource {
  /** Which setting or option says so; begins every message. */
  String place();

  /** A file of {@value UnlockKey#KEY_LENGTH} random bytes. */
  record KeyFile(String place, Path file) implements KeySource {}

  /** A file with the passphrase in its one line. */
  record PassphraseFile(String place, Path file) implements KeySource {}

  /** A credential of systemd that is either of them. */
  record Credential(String place, String name) implements KeySource {}

  /**
   * Reads it.
   *
   * @param sealedWith what the store is sealed with; null for a store that is to be
   * @param environment says where the credentials are
   * @throws SecretException if there is none, it is open to others, or the store takes another kind
   */
  default UnlockKey read(@Nullable Kind sealedWith, Map<String, String> environment) {
    try {
      return switch (this) {
        case KeyFile(var _, Path file) -> {
          if (sealedWith == Kind.PASSPHRASE) {
            throw new SecretException("the store is sealed with a passphrase, not with a key.");
          }
          yield key(PrivateFile.at(file, environment).read("the key", "give the store a new key"));
        }
        case PassphraseFile(var _, Path file) -> {
          if (sealedWith == Kind.KEY) {
            throw new SecretException("the store is sealed with a key, not with a passphrase.");
          }
          yield UnlockKey.passphraseLine(
              PrivateFile.at(file, environment)
                  .read("the passphrase", "give the store a new passphrase"));
        }
        case Credential(var _, String name) -> {
          byte[] content =
              PrivateFile.credential(name, environment)
                  .read("the key or the passphrase", "give the store a new one");
          Kind kind = sealedWith == null ? kindOf(content) : sealedWith;
          yield kind == Kind.KEY ? key(content) : UnlockKey.passphraseLine(content);
        }
      };
    } catch (SecretException unusable) {
      throw new SecretException(place() + ": " + unusable.getMessage());
    }
  }

  /** Random bytes are never text from end to end; a passphrase is. */
  private static Kind kindOf(byte[] content) {
    boolean text = true;
    for (byte one : content) {
      text &= (one >= ' ' && one != 0x7F) || one == '\n' || one == '\r';
    }
    return content.length == UnlockKey.KEY_LENGTH && !text ? Kind.KEY : Kind.PASSPHRASE;
  }

  private static UnlockKey key(byte[] content) {
    if (content.length != UnlockKey.KEY_LENGTH) {
      Arrays.fill(content, (byte) 0);
      throw new SecretException(
          "a key is "
              + UnlockKey.KEY_LENGTH
              + " random bytes, and this has "
              + content.length
              + ".");
    }
    return UnlockKey.key(content);
  }
}
