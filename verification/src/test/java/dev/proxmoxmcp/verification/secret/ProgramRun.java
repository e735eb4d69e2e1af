package dev.proxmoxmcp.verification.secret;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of the program in a process of its own, with the log that it has when it is installed.
 *
 * @param exitCode how it ended
 * @param output of both streams, each byte as a character
 * @param processes the command lines of it and of all processes that it started, as the system
 *     shows them to everybody, and the environment of those that it started
 */
record ProgramRun(int exitCode, String output, String processes) {
  private static final int PATIENCE_SECONDS = 50;

  /** Where it runs, and what the class path lacks of what the module descriptors say. */
  record Place(Path home, Path services) {
    /** A home, and a place beside it that is not the program's. */
    static Place in(Path folder) throws IOException {
      Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
      Files.writeString(
          services.resolve("java.lang.System$LoggerFinder"), "dev.proxmoxmcp.app.log.LogFinder");
      Files.writeString(
          services.resolve("org.slf4j.spi.SLF4JServiceProvider"),
          "dev.proxmoxmcp.app.log.LibraryLogs");
      Path home = Files.createDirectory(folder.resolve("home"));
      Files.createDirectory(home.resolve("tmp"));
      return new Place(home, folder.resolve("classes"));
    }
  }

  /** Runs the program itself. */
  static ProgramRun of(
      Place place, Map<String, String> environment, String input, List<String> arguments)
      throws IOException, InterruptedException {
    return of("dev.proxmoxmcp.app.Main", place, environment, input, arguments);
  }

  /**
   * Runs {@code main}.
   *
   * @param input all of standard input; it ends when the process has said as much as it will
   */
  static ProgramRun of(
      String main,
      Place place,
      Map<String, String> environment,
      String input,
      List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + place.home().resolve("tmp"));
    command.addAll(
        List.of("-cp", place.services() + ":" + System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    Path output = Files.createTempFile(place.services(), "run", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(place.home().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("PROXMOX_.*|XDG_.*|JAVA_.*"));
    builder.environment().put("HOME", place.home().toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    StringBuilder seen = new StringBuilder(shown(process.toHandle(), false));
    try (OutputStream toProgram = process.getOutputStream()) {
      toProgram.write(input.getBytes(StandardCharsets.UTF_8));
    }
    for (int second = 0; !process.waitFor(1, TimeUnit.SECONDS); second++) {
      process.descendants().forEach(child -> seen.append(shown(child, true)));
      if (second == PATIENCE_SECONDS) {
        process.destroyForcibly();
      }
    }
    return new ProgramRun(
        process.exitValue(),
        Files.readString(output, StandardCharsets.ISO_8859_1),
        seen.toString());
  }

  /** What {@code ps} shows of a process; empty where the system has no such files. */
  private static String shown(ProcessHandle process, boolean withEnvironment) {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    try {
      return Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1)
          + (withEnvironment
              ? Files.readString(folder.resolve("environ"), StandardCharsets.ISO_8859_1)
              : "");
    } catch (IOException _) {
      return "";
    }
  }

  /** What both streams say. */
  String text() {
    return new String(output.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
