package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.secret.SecretName;
import java.nio.file.Path;

/** Where the settings take a token's secret from, and so where a new one belongs. */
public sealed interface SecretPlace {
  /** The sealed store. */
  record InStore(SecretName name) implements SecretPlace {}

  /**
   * A file of its own.
   *
   * @param file absolute
   */
  record InFile(Path file) implements SecretPlace {}

  /**
   * Where only somebody else can put it.
   *
   * @param what for messages: {@code the environment variable LAB_TOKEN}
   */
  record Elsewhere(String what) implements SecretPlace {}
}
