package dev.proxmoxmcp.guard.trail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trail beside it: the signed head, by which a cut end is found, and the signed
 * checkpoints. Used by one thread; several processes may use the same files.
 */
final class SealFiles implements AutoCloseable {
  static final String HEAD = "audit-head";
  static final String CHECKPOINTS = "audit-checkpoints.jsonl";

  /** A head is a few hundred bytes. */
  private static final int LARGEST_HEAD = 4096;

  private final Path folder;
  private @Nullable FileChannel head;

  SealFiles(Path folder) {
    this.folder = folder;
  }

  /** The head that was written last; empty if there is none that can be read. */
  static Optional<Seal> head(Path folder) throws IOException {
    try (FileChannel file = FileChannel.open(folder.resolve(HEAD), StandardOpenOption.READ);
        FileLock _ = lock(file, true)) {
      return Seal.read(Seal.Kind.HEAD, content(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** All lines of the second copy of the checkpoints; empty if there is no file. */
  static List<String> checkpoints(Path folder) throws IOException {
    try {
      return Files.readAllLines(folder.resolve(CHECKPOINTS));
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  /**
   * Writes the head, unless one that is as far or further stands there: another process may have
   * appended and written since. Not forced to disk: it never says more than what is there, and a
   * power cut loses both ends alike or leaves an older head.
   */
  void advance(Seal to) throws IOException {
    FileChannel file = head;
    if (file == null) {
      file = open(HEAD, StandardOpenOption.READ);
      head = file;
    }
    try (FileLock _ = lock(file, false)) {
      String there = content(file);
      long known = Seal.read(Seal.Kind.HEAD, there).map(seal -> seal.head().seq()).orElse(-1L);
      if (known < to.head().seq()) {
        ByteBuffer line = StandardCharsets.UTF_8.encode(to.line() + "\n");
        int length = line.remaining();
        file.write(line, 0);
        if (there.length() > length) {
          file.truncate(length);
        }
      }
    }
  }

  private static String content(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LARGEST_HEAD);
    while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
      // until its end
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  void add(Seal checkpoint) throws IOException {
    try (FileChannel file = open(CHECKPOINTS, StandardOpenOption.APPEND)) {
      file.write(StandardCharsets.UTF_8.encode(checkpoint.line() + "\n"));
      file.force(false);
    }
  }

  private FileChannel open(String name, StandardOpenOption how) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return FileChannel.open(
        folder.resolve(name),
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, how),
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0]);
  }

  /** Two stores of one process share what the system takes for one owner of locks. */
  private static FileLock lock(FileChannel file, boolean shared) throws IOException {
    while (true) {
      try {
        return file.lock(0, Long.MAX_VALUE, shared);
      } catch (OverlappingFileLockException _) {
        // It is held for as long as one short write takes.
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    FileChannel file = head;
    head = null;
    if (file != null) {
      try {
        file.close();
      } catch (IOException _) {
        // nothing is lost: every head was written by then
      }
    }
  }
}
