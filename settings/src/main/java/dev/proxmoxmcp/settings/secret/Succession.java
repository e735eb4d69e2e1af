package dev.proxmoxmcp.settings.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * How one file takes the place of another: whole or not at all, on the disk before it does, and on
 * the way there readable by its owner alone.
 */
public final class Succession {
  private static final String SUFFIX = ".new";

  private Succession() {}

  /** What is done to a successor before it takes the place. */
  @FunctionalInterface
  public interface Finish {
    void before(Path successor) throws IOException;
  }

  /**
   * Puts {@code bytes} in the place of {@code file}, or leaves all as it was.
   *
   * @param file which need not be there, in a folder that is; no link
   * @throws IOException if that fails
   */
  public static void replace(Path file, byte[] bytes, Finish finish) throws IOException {
    Path next = successor(file);
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        write(channel, bytes);
      }
      finish.before(next);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** An empty file beside {@code file}, which whoever takes it removes. */
  static Path successor(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is no file");
    }
    return Files.createTempFile(folder, start(file), SUFFIX, ownersFile(folder));
  }

  /** Whether {@code one} is a successor that never took the place of {@code file}. */
  static boolean isLeftover(Path one, Path file) {
    String name = one.getFileName().toString();
    return name.startsWith(start(file)) && name.endsWith(SUFFIX);
  }

  private static String start(Path file) {
    return "." + file.getFileName() + ".";
  }

  static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
    channel.force(true);
  }

  /** Makes a file that its owner alone reads and writes; nothing where there are no such rights. */
  public static FileAttribute<?>[] ownersFile(Path place) {
    return rights(place, "rw-------");
  }

  /** Makes a folder that its owner alone enters; nothing where there are no such rights. */
  public static FileAttribute<?>[] ownersFolder(Path place) {
    return rights(place, "rwx------");
  }

  private static FileAttribute<?>[] rights(Path place, String rights) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
        }
        : new FileAttribute<?>[0];
  }
}
