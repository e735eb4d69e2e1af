package dev.proxmoxmcp.app.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine on which this runs, as far as it matters. Nothing is changed. */
public interface Machine {
  /** Java's feature release: 25. */
  int javaRelease();

  /** Java's whole version: {@code 25.0.3+9}. */
  String javaVersion();

  /** Whether this runs from the run-time image. */
  boolean runsFromImage();

  /** The folder that the launcher of a source tree builds into; empty if it did not start this. */
  Optional<Path> launcherFolder();

  /** Whether libraries are unpacked before they are loaded; what is installed has them ready. */
  boolean unpacksLibraries();

  /** Where libraries are unpacked. */
  Path temporaryFolder();

  /** As {@code /proc/self/mounts} lists them; empty where a system has no such file. */
  List<String> mounts();

  /** What can still be written at {@code path}, in bytes. */
  long freeBytes(Path path) throws IOException;
}
