package dev.proxmoxmcp.app.clients;

import java.io.File;
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
        Path.of(System.getProperty("java.home")),
        System.getProperty("jdk.module.path", ""));
  }

  /**
   * The launcher of a checkout, which makes a new image after a change; else that of the image.
   *
   * @param java this process's
   * @param runtime in which it runs
   * @param modules from where it has its modules; "" in an image. A checkout whose image is not
   *     made yet runs in any Java, and has them beside its launcher.
   * @return the name alone if none is found: whoever starts it looks where programs are
   */
  static String find(Optional<Path> java, Path runtime, String modules) {
    Stream<Path> checkout =
        Stream.of(modules)
            .filter(text -> !text.isEmpty() && !text.contains(File.pathSeparator))
            .map(text -> Path.of(text).toAbsolutePath())
            .filter(folder -> folder.resolveSibling("").endsWith(".program"))
            .map(folder -> folder.resolve("..", "..", NAME).normalize());
    Stream<Path> image =
        Stream.concat(
                java.map(Path::toAbsolutePath).map(Path::getParent).stream(),
                Stream.of(runtime.resolve("bin")))
            .flatMap(LauncherPath::candidates);
    return Stream.concat(checkout, image)
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
