package dev.proxmoxmcp.app.doctor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The run-time image that the launcher of a source tree makes in the background.
 *
 * @param folder that it builds into
 */
record LauncherImage(Path folder) {
  /** What became of it so far. */
  enum State {
    /** Nobody works on it. */
    ABSENT,
    /** A process makes it. */
    IN_THE_MAKING,
    /** It was tried, and is not tried again. */
    FAILED
  }

  State state() {
    if (isLocked()) {
      return State.IN_THE_MAKING;
    }
    return hasFailed() ? State.FAILED : State.ABSENT;
  }

  /** Whoever makes it holds this lock until it is there. */
  private boolean isLocked() {
    Path file = folder.resolve("image.lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return free == null;
    } catch (OverlappingFileLockException _) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private boolean hasFailed() {
    try (DirectoryStream<Path> failures = Files.newDirectoryStream(folder, "image-*.failed")) {
      return failures.iterator().hasNext();
    } catch (IOException _) {
      return false;
    }
  }
}
