package dev.proxmoxmcp.simulator.guest;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files in a guest as far as anybody looks: path to content. They are on its disks, so that a
 * snapshot holds them and a clone has them too. Mutable; guarded by the timeline's turn.
 */
final class GuestFiles {
  private final Map<String, byte[]> byPath = new TreeMap<>();

  /** Those of a new system. */
  GuestFiles(String hostName) {
    byPath.put("/etc/hostname", (hostName + "\n").getBytes(StandardCharsets.UTF_8));
    byPath.put(
        "/etc/os-release",
        "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nID=debian\n"
            .getBytes(StandardCharsets.UTF_8));
  }

  /** To be read and changed; contents are replaced, never written into. */
  Map<String, byte[]> byPath() {
    return byPath;
  }

  /** What a snapshot keeps of them. */
  Map<String, byte[]> copy() {
    return new TreeMap<>(byPath);
  }

  /** They are again as they were. */
  void restore(Map<String, byte[]> saved) {
    byPath.clear();
    byPath.putAll(saved);
  }
}
