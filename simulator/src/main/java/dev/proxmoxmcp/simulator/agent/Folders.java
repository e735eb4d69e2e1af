package dev.proxmoxmcp.simulator.agent;

import java.util.Collection;
import java.util.Set;

/** The folders in a guest: those that every system has, and those in which a file lies. */
final class Folders {
  private static final Set<String> USUAL =
      Set.of(
          "/",
          "/boot",
          "/etc",
          "/etc/default",
          "/home",
          "/mnt",
          "/opt",
          "/root",
          "/run",
          "/srv",
          "/tmp",
          "/usr",
          "/usr/local",
          "/usr/local/bin",
          "/usr/local/etc",
          "/var",
          "/var/lib",
          "/var/log",
          "/var/tmp");

  private Folders() {}

  /** Whether {@code path} is one, beside {@code files}. */
  static boolean is(String path, Collection<String> files) {
    String folder =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return USUAL.contains(folder) || files.stream().anyMatch(file -> file.startsWith(folder + "/"));
  }

  /** Whether the folder of {@code file} is there, beside {@code files}. */
  static boolean holds(String file, Collection<String> files) {
    String folder = file.substring(0, Math.max(1, file.lastIndexOf('/')));
    return is(folder, files);
  }
}
