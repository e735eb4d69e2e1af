package dev.proxmoxmcp.store.forward;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/** Appends to a file that its owner alone can read. */
final class FileCarrier implements Carrier {
  private final Target.File target;

  FileCarrier(Target.File target) {
    this.target = target;
  }

  @Override
  public void send(List<Line> lines) throws IOException {
    byte[] text =
        lines.stream()
            .map(Line::text)
            .collect(Collectors.joining("\n", "", "\n"))
            .getBytes(StandardCharsets.UTF_8);
    if (Files.exists(target.file())
        && Files.size(target.file()) > 0
        && Files.size(target.file()) + text.length > target.largest()) {
      setAside();
    }
    make();
    // Not a channel: that would stop in the middle of a line when this thread is told to end.
    try (FileOutputStream out = new FileOutputStream(target.file().toFile(), true)) {
      out.write(text);
      out.getFD().sync();
    }
  }

  private void make() throws IOException {
    Path folder = target.file().toAbsolutePath().getParent();
    if (folder == null || Files.exists(target.file())) {
      return;
    }
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    Files.createFile(
        target.file(),
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0]);
  }

  private void setAside() throws IOException {
    if (target.kept() == 0) {
      Files.delete(target.file());
      return;
    }
    for (int number = target.kept() - 1; number > 0; number--) {
      if (Files.exists(numbered(number))) {
        Files.move(numbered(number), numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(target.file(), numbered(1), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path numbered(int number) {
    return target.file().resolveSibling(target.file().getFileName() + "." + number);
  }

  @Override
  public void close() {}
}
