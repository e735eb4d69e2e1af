package dev.proxmoxmcp.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How much memory whoever runs this lets it have, as Linux tells processes of a container or a
 * service. Below what a server takes the kernel would end it in the middle of something, without a
 * word.
 *
 * @param files that may say so, the first that does counts; none of them need be there
 */
record MemoryLimit(List<Path> files) {
  /** Of this process, as a container sees it: control groups of both versions. */
  static final MemoryLimit OWN =
      new MemoryLimit(
          List.of(
              Path.of("/sys/fs/cgroup/memory.max"),
              Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes")));

  /** Idle it takes some 105 MB; what a call reads comes on top. */
  private static final long LEAST = 128L << 20;

  /** What is wrong with it, and what to do; empty if it is enough, or there is none. */
  Optional<String> objection() {
    return files.stream()
        .flatMap(file -> limit(file).stream())
        .findFirst()
        .filter(bytes -> bytes < LEAST)
        .map(bytes ->
            "This process may use only %d MiB of memory, and a server takes more than %d MiB: raise the limit of its container or service to 256 MiB."
                .formatted(bytes >> 20, LEAST >> 20));
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
