package dev.proxmoxmcp.app.clients;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the command is that started this program, for others to start it too. */
public final class LauncherPath {
  private static final String NAME = "proxmox-mcp";

  private LauncherPath() {}

  /** Of this process. */
  public static String find() {
    return find(
        ProcessHandle.current().info().command().map(Path::of),
        Path.of(System.getProperty("java.home")));
  }

  /**
   * The launcher of a checkout, which makes a new image after a change; else that of the image.
   *
   * @param java this process's
   * @param runtime in which it runs
   * @return the name alone if none is found: whoever starts it looks where programs are
   */
  static String find(Optional<Path> java, Path runtime) {
    return Stream.concat(
            java.map(Path::toAbsolutePath).map(Path::getParent).stream(),
            Stream.of(runtime.resolve("bin")))
        .flatMap(LauncherPath::candidates)
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(NAME);
  }

  private static Stream<Path> candidates(Path bin) {
    Path state = bin.resolve("..", "..").normalize();
    Path own = bin.resolve(NAME);
    return state.endsWith(".program") ? Stream.of(state.resolveSibling(NAME), own) : Stream.of(own);
  }
}
