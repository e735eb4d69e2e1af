package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.secret.Succession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A text file that its owner alone reads and writes (0600, a new folder 0700), replaced as a whole
 * or not at all.
 */
public final class OwnersFile {
  private final Path file;

  /**
   * @param file which need not be there; a link is followed
   */
  public OwnersFile(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  /** Its text; empty if there is none. */
  public Optional<String> read() throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /** Puts {@code text} in its place. */
  public void write(String text) throws IOException {
    Path parent = file.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent, Succession.ownersFolder(parent));
    }
    replace(Files.exists(file) ? file.toRealPath() : file, text);
  }

  /**
   * The same, and what was there is beside it then, with {@code .bak} behind its name.
   *
   * @return where it is; empty if there was nothing
   */
  public Optional<Path> writeWithBackup(String text) throws IOException {
    Optional<String> before = read();
    Path backup = file.resolveSibling(file.getFileName() + ".bak");
    if (before.isPresent()) {
      replace(backup, before.get());
    }
    write(text);
    return before.map(_ -> backup);
  }

  /** Removes it; nothing if it is not there. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private static void replace(Path place, String text) throws IOException {
    Succession.replace(place, text.getBytes(StandardCharsets.UTF_8), _ -> {});
  }
}
