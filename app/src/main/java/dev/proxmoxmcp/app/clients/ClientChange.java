package dev.proxmoxmcp.app.clients;

import dev.proxmoxmcp.settings.secret.Succession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What is to be written into a client's configuration. Immutable; {@link #apply} writes.
 *
 * @param client whose it is
 * @param file its configuration
 * @param kind what it does
 * @param before the text on which it builds, empty if there is no file
 * @param after the text to be written
 */
public record ClientChange(McpClient client, Path file, Kind kind, String before, String after) {
  /** What a change does to the servers that a client knows. */
  public enum Kind {
    /** Nothing: all is as wanted. */
    NONE,
    ADDS,
    /** Another command stood under that name. */
    REPLACES,
    REMOVES
  }

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  static ClientChange none(McpClient client, Path file, String text) {
    return new ClientChange(client, file, Kind.NONE, text, text);
  }

  /** Whether there is anything to write. */
  public boolean isNeeded() {
    return kind != Kind.NONE;
  }

  /**
   * Writes it, all or nothing, after a copy of what was there. A link is followed, and the rights
   * of the file stay.
   *
   * @param clock stamps the copy's name
   * @return the copy; empty if there was no file, or nothing to write
   * @throws ClientProblem if the file has changed since this was made, or cannot be written
   */
  public Optional<Path> apply(InstantSource clock) {
    if (!isNeeded()) {
      return Optional.empty();
    }
    try {
      Path real = Files.exists(file) ? file.toRealPath() : file;
      if (!before.equals(Files.exists(real) ? Files.readString(real) : "")) {
        throw new ClientProblem(
            file + " has been changed in the meantime. Nothing was written; try again.");
      }
      Files.createDirectories(real.toAbsolutePath().getParent());
      Optional<Path> copy =
          Files.exists(real) ? Optional.of(copied(real, clock)) : Optional.empty();
      replace(real);
      return copy;
    } catch (IOException failure) {
      throw new ClientProblem(file + " cannot be written: " + failure.getMessage() + ".");
    }
  }

  private static Path copied(Path real, InstantSource clock) throws IOException {
    String name = real.getFileName() + "." + STAMP.format(clock.instant()) + ".bak";
    Path copy = real.resolveSibling(name);
    for (int more = 2; Files.exists(copy); more++) {
      copy = real.resolveSibling(name + more);
    }
    return Files.copy(real, copy, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void replace(Path real) throws IOException {
    Succession.replace(
        real,
        after.getBytes(StandardCharsets.UTF_8),
        fresh -> {
          if (Files.exists(real)
              && Files.getFileAttributeView(fresh, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(real));
          }
        });
  }
}
