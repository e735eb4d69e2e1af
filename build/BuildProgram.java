import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Builds the program for the launcher: {@code BuildProgram.java ROOT JDK}.
 *
 * <p>MCP clients start several copies at once and kill some with SIGKILL. So the work is done under
 * a lock that the operating system releases with its holder, into a folder of its own, and becomes
 * visible by one atomic rename of a small file that names it. A killed build leaves a folder that
 * the next one removes, and nothing else. A running program keeps its folder: the newest three
 * stay.
 */
final class BuildProgram {
  private static final int UNAVAILABLE = 69;
  private static final int UNSAFE_WARNING_CAN_BE_SILENCED = 26;
  private static final String BUILDING = "building-";
  private static final String PROGRAM = "program-";

  private static final int REHEARSAL_MINUTES = 2;

  /** Nobody's: a list of the tools needs settings, and no host. */
  private static final Map<String, String> REHEARSED_HOST =
      Map.of(
          "PROXMOX_HOST", "127.0.0.1",
          "PROXMOX_USER", "rehearsal@pve",
          "PROXMOX_TOKEN_NAME", "rehearsal",
          "PROXMOX_TOKEN_VALUE", "00000000-0000-0000-0000-000000000000");

  private static final String REHEARSED =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"rehearsal","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":2,"method":"tools/list"}
      """;

  private final Path root;
  private final Path jdk;
  private final Path state;
  private final Path pointer;

  private BuildProgram(Path root, Path jdk) {
    this.root = root;
    this.jdk = jdk;
    this.state = root.resolve(".program");
    this.pointer = state.resolve("current");
  }

  public static void main(String[] arguments) throws Exception {
    BuildProgram build = new BuildProgram(Path.of(arguments[0]), Path.of(arguments[1]));
    try {
      System.exit(build.run());
    } catch (IOException failure) {
      end(DiskTrouble.of(build.state, failure));
    } catch (UncheckedIOException failure) {
      end(DiskTrouble.of(build.state, failure.getCause()));
    }
  }

  private static void end(String message) {
    System.err.println(message);
    System.exit(UNAVAILABLE);
  }

  private int run() throws IOException, InterruptedException {
    Files.createDirectories(state);
    try (FileChannel lock =
        FileChannel.open(
            state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (lock.tryLock() == null) {
        System.err.println("Another start of proxmox-mcp is building it; waiting for that.");
        lock.lock();
      }
      if (isFresh()) {
        return 0;
      }
      removeLeftovers();
      Optional<String> full = DiskTrouble.room(state);
      if (full.isPresent()) {
        System.err.println(full.get());
        return UNAVAILABLE;
      }
      return build();
    }
  }

  private boolean isFresh() throws IOException {
    if (!isBuilt()) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(pointer);
    List<Path> sources = new ArrayList<>(List.of(root.resolve("pom.xml"), root.resolve("build")));
    try (Stream<Path> modules = Files.list(root)) {
      modules.forEach(module -> {
        sources.add(module.resolve("pom.xml"));
        sources.add(module.resolve("src/main"));
      });
    }
    for (Path source : sources) {
      if (!Files.exists(source)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(source)) {
        if (files.anyMatch(file -> file.toFile().lastModified() > built.toMillis())) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * False also for a folder that somebody emptied, and for a pointer that a power cut left empty.
   */
  private boolean isBuilt() throws IOException {
    if (!Files.exists(pointer)) {
      return false;
    }
    String program = Files.readString(pointer).strip();
    return program.startsWith(PROGRAM) && Files.isDirectory(state.resolve(program));
  }

  private int build() throws IOException, InterruptedException {
    Instant started = Instant.now();
    long number = started.toEpochMilli();
    Path folder = state.resolve(BUILDING + number);
    System.err.println(
        "Building proxmox-mcp (the first time takes a minute or two, with downloads) ...");
    ProcessBuilder maven =
        new ProcessBuilder(
                mavenCommand(),
                "-q",
                "-B",
                "-Dstyle.color=never",
                "-f",
                root.resolve("pom.xml").toString(),
                "-Dprogram.folder=" + folder,
                "-pl",
                "app",
                "-am",
                "package")
            .redirectErrorStream(true);
    maven.environment().put("JAVA_HOME", jdk.toString());
    if (Runtime.version().feature() <= UNSAFE_WARNING_CAN_BE_SILENCED) {
      // Maven 3's own libraries make JDK 25 warn about things that no reader here can mend.
      maven
          .environment()
          .merge(
              "MAVEN_OPTS",
              "--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED",
              (theirs, ours) -> theirs + " " + ours);
    }
    int exit;
    try {
      Process process = maven.start();
      process.getOutputStream().close();
      show(process);
      exit = process.waitFor();
    } catch (IOException absent) {
      System.err.println(
          "proxmox-mcp needs Maven to build itself and could not start `mvn`: install it (apt"
              + " install maven, dnf install maven, brew install maven).");
      return UNAVAILABLE;
    }
    if (exit != 0) {
      System.err.println(
          "The build of proxmox-mcp failed (Maven's exit code "
              + exit
              + "); its messages are above.");
      DiskTrouble.room(state).ifPresent(System.err::println);
      return UNAVAILABLE;
    }
    publish(folder, number, started);
    removeOrLeave(folder);
    return 0;
  }

  /** Some Mavens reset colours even where nobody sees any. */
  private static void show(Process maven) throws IOException {
    try (var lines = maven.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String plain = line.replaceAll("\\x1B\\[[0-9;]*m", "");
        if (!plain.isBlank()) {
          System.err.println(plain);
        }
      }
    }
  }

  private void publish(Path folder, long number, Instant started)
      throws IOException, InterruptedException {
    Path program = state.resolve(PROGRAM + number);
    Jars.prepare(folder.resolve("lib"));
    Files.move(folder.resolve("lib"), program, StandardCopyOption.ATOMIC_MOVE);
    rehearse(program);
    Path next = state.resolve("current.next");
    Files.writeString(next, program.getFileName() + "\n");
    // A source that was saved during the build is newer than this, so the next start builds again.
    Files.setLastModifiedTime(next, FileTime.from(started));
    Files.move(next, pointer, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Records what a start loads, up to the list of the tools, into an AOT cache beside the jars: it
   * knows them by their place, so they stand there already. Nothing is sent to the host that is
   * named. Without the cache the program is only slower.
   */
  private void rehearse(Path program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
    command.addAll(
        List.of(Files.readString(root.resolve("build/java-flags")).strip().split("\\s+")));
    // C1 alone has no use for profiles; to compile by them at the start takes more than it gives.
    command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining"));
    command.add("-XX:AOTCacheOutput=" + program.resolve("proxmox-mcp.aot"));
    command.addAll(List.of("-p", program.toString(), "-m", "dev.proxmoxmcp.app", "serve"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // Neither the settings of whoever starts us, nor options of a JVM that would be recorded.
    builder.environment().clear();
    builder.environment().putAll(REHEARSED_HOST);
    Process rehearsal = builder.start();
    try (Writer client = rehearsal.outputWriter()) {
      client.write(REHEARSED);
    } catch (IOException ended) {
      System.err.println("The program ended during its rehearsal; it starts slower without.");
    }
    if (rehearsal.waitFor(REHEARSAL_MINUTES, TimeUnit.MINUTES)) {
      // The JVM takes it for this JDK and this place alone; elsewhere the launcher leaves it out.
      Files.writeString(program.resolve("aot-of"), jdk + " " + program + "\n");
    } else {
      rehearsal.destroyForcibly().waitFor();
    }
  }

  private static String mavenCommand() {
    return System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
  }

  /** What killed builds left, and programs but the newest: a start may be about to use those. */
  private void removeLeftovers() throws IOException {
    List<Path> programs = new ArrayList<>();
    try (Stream<Path> entries = Files.list(state)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(BUILDING)) {
          removeOrLeave(entry);
        } else if (name.startsWith(PROGRAM)) {
          programs.add(entry);
        }
      }
    }
    programs.sort(Comparator.comparing((Path path) -> path.getFileName().toString()).reversed());
    // With the one that is built now: itself and the two before it.
    for (Path old : programs.stream().skip(2).toList()) {
      removeOrLeave(old);
    }
  }

  /** The Maven of a killed start may still be writing there: then a later build removes it. */
  private static void removeOrLeave(Path folder) {
    try {
      remove(folder);
    } catch (IOException | UncheckedIOException stillInUse) {
      System.err.println("Left for the next build: " + folder.getFileName());
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
