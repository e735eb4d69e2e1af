package dev.proxmoxmcp.app.token;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.settings.secret.Succession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a secret goes that a host has made and that cannot be written where it belongs: it must not
 * be lost, since nobody is shown it again.
 */
final class Rescue {
  private final List<Path> folders;

  /**
   * @param folders to try, one after the other
   */
  Rescue(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** The file that its owner alone can read; empty if no folder takes one. */
  Optional<Path> keep(String cluster, Secret secret) {
    byte[] value = secret.utf8();
    try {
      for (Path folder : folders) {
        Optional<Path> kept = keep(folder, cluster, value);
        if (kept.isPresent()) {
          return kept;
        }
      }
      return Optional.empty();
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  private static Optional<Path> keep(Path folder, String cluster, byte[] value) {
    try {
      Files.createDirectories(folder);
      Path file =
          Files.createTempFile(
              folder, "rescued-" + cluster + "-", ".token", Succession.ownersFile(folder));
      Files.write(file, value, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      return Optional.of(file);
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
