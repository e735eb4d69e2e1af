package dev.proxmoxmcp.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A text file that its owner alone reads and writes (0600, a new folder 0700), replaced as a whole
 * or not at all.
 */
public final class OwnersFile {
  private static final String FOLDER = "rwx------";
  private static final String FILE = "rw-------";

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
      Files.createDirectories(parent, rights(parent, FOLDER));
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
    Path folder = place.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(place + " is no file");
    }
    Path next =
        Files.createTempFile(folder, "." + place.getFileName(), ".new", rights(folder, FILE));
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(next, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static FileAttribute<?>[] rights(Path place, String rights) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
