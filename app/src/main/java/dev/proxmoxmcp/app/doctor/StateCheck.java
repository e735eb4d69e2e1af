package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.settings.SettingsFile;
import dev.proxmoxmcp.settings.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** 22: what must be kept can be kept, by its owner alone, and libraries can be loaded. */
final class StateCheck implements HereCheck {
  private static final long LEAST_FREE = 256L << 20;

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  @Override
  public List<Finding> look(Here here) {
    List<Finding> findings = new ArrayList<>();
    Optional<Path> state = state(here);
    if (state.isEmpty()) {
      findings.add(
          Finding.warning(
              Check.STATE,
              "There is no state folder: the settings name none, and neither HOME nor"
                  + " XDG_STATE_HOME is an absolute path.",
              Mend.run("export HOME=$(eval echo ~)")));
    } else {
      folder(state.get()).ifPresent(findings::add);
      space(here.machine(), state.get()).ifPresent(findings::add);
    }
    if (here.machine().unpacksLibraries()) {
      temporary(here.machine()).ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(Check.STATE, state.map(Path::toString).orElse("") + " can be used."))
        : findings;
  }

  /** The one that counts; where the settings cannot be used, another check says so. */
  private static Optional<Path> state(Here here) {
    try {
      return StateFolder.find(here.file(), here.environment());
    } catch (SettingsException _) {
      return SettingsFile.ofUserState(here.environment());
    }
  }

  private static Optional<Finding> folder(Path state) {
    if (Files.exists(state) && !Files.isDirectory(state)) {
      return Optional.of(
          Finding.problem(
              Check.STATE,
              "The state folder " + state + " is no folder.",
              Mend.run("mv %s %s".formatted(Shell.word(state), Shell.word(state + ".unused")))));
    }
    if (!Files.isWritable(nearest(state))) {
      return Optional.of(
          Finding.problem(
              Check.STATE,
              "The state folder %s cannot be written by the user who runs this program."
                  .formatted(state),
              Mend.run("sudo install -d -m 700 -o \"$(id -un)\" " + Shell.word(state))));
    }
    return Files.isDirectory(state) && isOpen(state)
        ? Optional.of(
            Finding.warning(
                Check.STATE,
                "The state folder " + state + " is open to others.",
                Mend.run("chmod 700 " + Shell.word(state))))
        : Optional.empty();
  }

  private static boolean isOpen(Path folder) {
    try {
      return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
          && Files.getPosixFilePermissions(folder).stream().anyMatch(OTHERS::contains);
    } catch (IOException _) {
      return false;
    }
  }

  /** The folder itself, or the one in which it will be made. */
  private static Path nearest(Path folder) {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private static Optional<Finding> space(Machine machine, Path state) {
    try {
      long free = machine.freeBytes(nearest(state));
      return free < LEAST_FREE
          ? Optional.of(
              Finding.warning(
                  Check.STATE,
                  "Only %d MiB are free for the state folder %s.".formatted(free >> 20, state),
                  Mend.run("df -h " + Shell.word(nearest(state))),
                  Mend.todo("Make room on that file system, or set XDG_STATE_HOME to another.")))
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<Finding> temporary(Machine machine) {
    Path folder = machine.temporaryFolder();
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return Optional.of(
          Finding.problem(
              Check.STATE,
              "The temporary folder %s is not there or cannot be written.".formatted(folder),
              Mend.run("export JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=/tmp")));
    }
    return mountOf(folder, machine.mounts())
        .filter(mount -> List.of(mount[3].split(",", -1)).contains("noexec"))
        .map(mount ->
            Finding.warning(
                Check.STATE,
                "The temporary folder %s is on %s, mounted noexec: no library can be loaded from"
                        .formatted(folder, mount[1])
                    + " there.",
                Mend.run("sudo mount -o remount,exec " + Shell.word(mount[1]))));
  }

  /** The last of the longest: a later mount hides an earlier one. */
  private static Optional<String[]> mountOf(Path folder, List<String> mounts) {
    String[] best = null;
    for (String line : mounts) {
      String[] parts = line.split(" ", -1);
      if (parts.length > 3
          && folder.toAbsolutePath().startsWith(parts[1].replace("\\040", " "))
          && (best == null || parts[1].length() >= best[1].length())) {
        best = parts;
      }
    }
    return Optional.ofNullable(best);
  }
}
