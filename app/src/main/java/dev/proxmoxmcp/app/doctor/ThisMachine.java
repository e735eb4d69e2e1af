package dev.proxmoxmcp.app.doctor;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;

/** The machine itself. */
public final class ThisMachine implements Machine {
  private static final Logger LOG = System.getLogger(ThisMachine.class.getName());
  private static final Path MOUNTS = Path.of("/proc/self/mounts");

  @Override
  public int javaRelease() {
    return Runtime.version().feature();
  }

  @Override
  public String javaVersion() {
    return Runtime.version().toString();
  }

  /** The modules of an image are in no file of their own. */
  @Override
  public boolean runsFromImage() {
    return ThisMachine.class.getModule().isNamed()
        && ModuleLayer.boot()
            .configuration()
            .findModule(ThisMachine.class.getModule().getName())
            .flatMap(module -> module.reference().location())
            .filter(location -> "jrt".equals(location.getScheme()))
            .isPresent();
  }

  @Override
  public Optional<Path> launcherFolder() {
    CodeSource source = ThisMachine.class.getProtectionDomain().getCodeSource();
    try {
      return source == null || source.getLocation() == null
          ? Optional.empty()
          : parentNamed(Path.of(java.net.URI.create(source.getLocation().toString())));
    } catch (IllegalArgumentException | FileSystemNotFoundException noFile) {
      LOG.log(Level.DEBUG, "This program is in no file.", noFile);
      return Optional.empty();
    }
  }

  private static Optional<Path> parentNamed(Path file) {
    for (Path folder = file; folder != null; folder = folder.getParent()) {
      if (folder.endsWith(".program")) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean unpacksLibraries() {
    return System.getProperty("org.sqlite.lib.path") == null;
  }

  @Override
  public Path temporaryFolder() {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }

  @Override
  public List<String> mounts() {
    try {
      return Files.isReadable(MOUNTS) ? Files.readAllLines(MOUNTS) : List.of();
    } catch (IOException unreadable) {
      LOG.log(Level.DEBUG, "The mounts cannot be read.", unreadable);
      return List.of();
    }
  }

  @Override
  public long freeBytes(Path path) throws IOException {
    return Files.getFileStore(path).getUsableSpace();
  }
}
