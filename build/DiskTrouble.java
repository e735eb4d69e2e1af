import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Says what is wrong with the disk that is built on, and what to do, instead of an exception. */
final class DiskTrouble {
  /** What a build takes while it goes on, with some to spare. */
  private static final long NEEDED = 160L << 20;

  private DiskTrouble() {}

  /** Too little room for a build in {@code folder}; empty if there is enough. */
  static Optional<String> room(Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    return free >= NEEDED ? Optional.empty() : Optional.of(full(folder, free));
  }

  private static String full(Path folder, long free) {
    return "proxmox-mcp cannot be built in %s, which has too little room: a build takes %d MiB, and %d are free. Make some (`df -h %s`)."
        .formatted(folder, NEEDED >> 20, free >> 20, folder);
  }

  /** What came of a look, or of a write, in {@code folder}. */
  static String of(Path folder, IOException failure) {
    String reason = reason(failure);
    String small = reason.toLowerCase(Locale.ROOT);
    if (failure instanceof AccessDeniedException || small.contains("permission denied")) {
      return "proxmox-mcp cannot be built in %s, which this user may not write: give the checkout to this user, or copy the checkout to a folder that can be written."
          .formatted(folder);
    }
    if (small.contains("read-only")) {
      return "proxmox-mcp cannot be built in %s, which is read-only: mount it for writing, or copy the checkout to a folder that can be written."
          .formatted(folder);
    }
    if (small.contains("no space left") || small.contains("quota exceeded")) {
      return full(folder, 0);
    }
    return "proxmox-mcp cannot be built in %s: %s. Mend that, or copy the checkout to a folder that can be written."
        .formatted(folder, reason);
  }

  private static String reason(IOException failure) {
    String place =
        failure instanceof FileSystemException named && named.getFile() != null
            ? named.getFile() + ": "
            : "";
    String reason =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return place + (reason == null ? failure.getClass().getSimpleName() : reason);
  }
}
