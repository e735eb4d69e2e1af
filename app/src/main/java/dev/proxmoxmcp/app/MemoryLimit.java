package dev.proxmoxmcp.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How much memory whoever runs this lets it have, as Linux tells processes of a container or a
 * service. Below what a server takes the kernel would end it in the middle of something, without a
 * word.
 *
 * @param groups where the control groups are mounted, of either version; need not be there
 * @param own the file that names the groups of this process; need not be there
 */
record MemoryLimit(Path groups, Path own) {
  /** Of this process. */
  static final MemoryLimit OWN =
      new MemoryLimit(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));

  /** Idle it takes some 105 MB; what a call reads comes on top. */
  private static final long LEAST = 128L << 20;

  /** What is wrong with it, and what to do; empty if it is enough, or there is none. */
  Optional<String> objection() {
    return files().stream()
        .flatMap(file -> limit(file).stream())
        .min(Long::compare)
        .filter(bytes -> bytes < LEAST)
        .map(bytes ->
            "This process may use only %d MiB of memory, and a server takes more than %d MiB: raise the limit of its container or service to 256 MiB."
                .formatted(bytes >> 20, LEAST >> 20));
  }

  /**
   * Those of the own group and of all above it, which bind it too. A container sees its own as the
   * uppermost, and may be told of a path that is not mounted there.
   */
  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    Path first = groups.resolve("memory");
    for (String line : ownGroups()) {
      // number:controllers:path, in version 2 without controllers
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && parts[1].isEmpty()) {
        addUpwards(files, groups, parts[2], "memory.max");
      } else if (parts.length == 3 && Arrays.asList(parts[1].split(",", -1)).contains("memory")) {
        addUpwards(files, first, parts[2], "memory.limit_in_bytes");
      }
    }
    files.add(groups.resolve("memory.max"));
    files.add(first.resolve("memory.limit_in_bytes"));
    return files;
  }

  private static void addUpwards(List<Path> files, Path top, String group, String name) {
    Path folder = top.resolve(group.substring(group.startsWith("/") ? 1 : 0)).normalize();
    while (folder != null && folder.startsWith(top) && !folder.equals(top)) {
      files.add(folder.resolve(name));
      folder = folder.getParent();
    }
  }

  private List<String> ownGroups() {
    try {
      return Files.readAllLines(own);
    } catch (IOException none) {
      return List.of();
    }
  }

  private static Optional<Long> limit(Path file) {
    try {
      String text = Files.readString(file).strip();
      return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
