package dev.proxmoxmcp.settings.secret;

import dev.proxmoxmcp.base.Secret;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A store whose key was given and whose bytes are proved. Closing it overwrites the key. */
public final class OpenStore implements AutoCloseable {
  private final Path file;
  private final StoreContent content;
  private final StoreCipher cipher;

  OpenStore(Path file, StoreContent content, StoreCipher cipher) {
    this.file = file;
    this.content = content;
    this.cipher = cipher;
  }

  /**
   * The secret of that name.
   *
   * @throws SecretException if there is none; the message names those that are there
   */
  public Secret secret(SecretName name) {
    SealedEntry entry =
        content
            .find(name)
            .orElseThrow(() ->
                new SecretException(
                    "The secret store "
                        + file
                        + " has no secret "
                        + name
                        + "; run `proxmox-mcp secret set "
                        + name
                        + "`. "
                        + there()));
    byte[] value = value(entry);
    try {
      return Secret.ofUtf8(value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  private String there() {
    List<String> names =
        content.entries().stream().map(entry -> entry.about().name().text()).toList();
    return names.isEmpty()
        ? "It is empty."
        : "It has " + names.stream().limit(20).collect(Collectors.joining(", ")) + ".";
  }

  /** The value; whoever gets it overwrites it after use. */
  byte[] value(SealedEntry entry) {
    return cipher
        .open(entry)
        .orElseThrow(() ->
            new SecretException(
                "The secret store "
                    + file
                    + " has an entry "
                    + entry.about().name()
                    + " that was sealed under another name, version or store; set it again by"
                    + " `proxmox-mcp secret set "
                    + entry.about().name()
                    + "`."));
  }

  StoreContent content() {
    return content;
  }

  StoreCipher cipher() {
    return cipher;
  }

  @Override
  public void close() {
    cipher.close();
  }
}
