package dev.proxmoxmcp.settings.secret;

import dev.proxmoxmcp.base.Pause;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where a file lies that is replaced as a whole: beside it, its successor is written, and the lock
 * of its writers lies. Owned by one thread.
 */
final class StoreFolder {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

  /** The bits of the mode that let others write into the folder, and the one that limits them. */
  private static final int OTHERS_WRITE = 0022;

  private static final int STICKY = 01000;

  private final Path file;
  private final Path folder;
  private final String name;

  private StoreFolder(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    this.file = folder.resolve(name);
  }

  /** The folder of {@code file}, which is made if it is not there; a link is followed. */
  static StoreFolder of(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent, Succession.ownersFolder(parent));
    }
    Path real = Files.exists(absolute) ? absolute.toRealPath() : absolute;
    Path folder = real.getParent();
    Path name = real.getFileName();
    if (folder == null || name == null) {
      throw new IOException(file + " is no file");
    }
    return new StoreFolder(folder, name.toString());
  }

  /** How others could put another file in its place, and how that is mended; empty if not. */
  Optional<String> openToOthers() throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    int mode = (Integer) Files.getAttribute(folder, "unix:mode");
    return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0
        ? Optional.of(
            "lies in a folder where others can replace it; run `chmod go-w " + folder + "`.")
        : Optional.empty();
  }

  /**
   * Keeps all other writers out until it is closed, those of other processes too.
   *
   * @param tries a tenth of a second apart
   * @throws IOException if somebody else writes for longer
   */
  Lock lock(Pause pause, int tries) throws IOException, InterruptedException {
    // It stays: whoever deletes a lock takes it from one who waits for it.
    Path lock = folder.resolve(name + ".lock");
    FileChannel channel =
        FileChannel.open(
            lock,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            Succession.ownersFile(lock));
    try {
      for (int number = 0; number < tries; number++) {
        if (taken(channel)) {
          return new Lock(channel);
        }
        pause.sleep(BETWEEN_TRIES);
      }
    } catch (IOException | InterruptedException failure) {
      channel.close();
      throw failure;
    }
    channel.close();
    throw new IOException(
        "another process has been writing for ten seconds (it holds " + lock + "); end it");
  }

  private static boolean taken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // this very process, on another thread
    }
  }

  /**
   * Puts {@code bytes} in the place of the file, or leaves all as it was.
   *
   * @throws IOException if that fails
   */
  void replace(byte[] bytes) throws IOException {
    removeLeftovers();
    succeed(bytes);
  }

  /**
   * The same for a file without a lock, which may have several writers at once: the last one wins.
   *
   * @throws IOException if that fails
   */
  void succeed(byte[] bytes) throws IOException {
    Succession.replace(file, bytes, this::takeAfterFile);
    syncFolder();
  }

  /**
   * Does all that can fail because of rights, and leaves everything as it is.
   *
   * @throws IOException if the file could not be replaced
   */
  void rehearse() throws IOException {
    Path next = Succession.successor(file);
    try {
      takeAfterFile(next);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Mode and owner stay as they are. */
  private void takeAfterFile(Path next) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    PosixFileAttributeView old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    PosixFileAttributeView made = Files.getFileAttributeView(next, PosixFileAttributeView.class);
    if (old == null || made == null) {
      return;
    }
    PosixFileAttributes before = old.readAttributes();
    PosixFileAttributes now = made.readAttributes();
    if (!before.owner().equals(now.owner())) {
      try {
        made.setOwner(before.owner());
      } catch (IOException _) {
        throw new IOException(
            "it belongs to " + before.owner().getName() + "; run this as that user, or as root");
      }
    }
    if (!before.group().equals(now.group())) {
      giveTo(made, before);
    }
    made.setPermissions(before.permissions());
  }

  private static void giveTo(PosixFileAttributeView made, PosixFileAttributes before)
      throws IOException {
    try {
      made.setGroup(before.group());
    } catch (IOException failure) {
      if (before.permissions().contains(PosixFilePermission.GROUP_READ)) {
        throw failure; // somebody reads it by that
      }
    }
  }

  /**
   * Makes the file with {@code bytes}.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there
   */
  void create(byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            Succession.ownersFile(folder))) {
      Succession.write(channel, bytes);
    }
    syncFolder();
  }

  /** Of writers that were killed; called under the lock, so nobody needs them. */
  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder, one -> Succession.isLeftover(one, file))) {
      for (Path one : left) {
        Files.deleteIfExists(one);
      }
    }
  }

  /** So that the new name outlives a loss of power; not every system opens a folder. */
  private void syncFolder() throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Ends with it. */
  static final class Lock implements AutoCloseable {
    private final FileChannel channel;

    private Lock(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
