import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the distribution: {@code BuildImage.java LIB BUILD IMAGE}. From the jars in LIB and the
 * running JDK, with what lies in BUILD (this folder), it makes IMAGE: a run-time image with the
 * program as modules in it, and an AOT cache, recorded by running the program the way it is used,
 * with the flags that it is shipped with. The image works wherever it is copied, without a JDK.
 *
 * <p>Everything happens in a folder beside IMAGE, which is renamed at the end: there is never half
 * an image.
 */
final class BuildImage {
  private static final String APP = "dev.proxmoxmcp.app";

  /** Named, because a Maven on an older JDK cannot write it into the module. */
  private static final String MAIN = APP + "/" + APP + ".Main";

  private static final int FAILED = 1;
  private static final int REHEARSAL_MINUTES = 10;

  /** Those of java.base, which are all that the image has; a name without its module costs time. */
  private static final Set<String> SECURITY_PROVIDERS =
      Set.of("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");

  private static final Pattern PROVIDER =
      Pattern.compile("(?m)^security\\.provider\\.\\d+=(\\w+).*\\R");

  private static final Pattern EXPORT = Pattern.compile("\\s*export (PROXMOX_\\w+)=(.*)");

  private final Path jars;
  private final Path build;
  private final Path work;
  private final Path image;

  private BuildImage(Path jars, Path build, Path work) {
    this.jars = jars;
    this.build = build;
    this.work = work;
    this.image = work.resolve("image");
  }

  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[2]).toAbsolutePath();
    try {
      make(Path.of(arguments[0]), Path.of(arguments[1]), target);
      System.err.println("The image stands in " + target + ": bin/proxmox-mcp starts it.");
    } catch (IOException | UncheckedIOException | CannotBuild failure) {
      System.err.println("No image: " + failure.getMessage());
      System.exit(FAILED);
    }
  }

  /** Makes the image {@code target}, in the place of one that stands there. */
  static void make(Path jars, Path build, Path target) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory(target.getParent(), target.getFileName() + ".building-");
    try {
      BuildImage one = new BuildImage(jars, build, work);
      one.link();
      one.complete();
      one.rehearse();
      one.prove();
      remove(target);
      Files.move(one.image, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      remove(work);
    }
  }

  /** Why there is no image; the message is for people. */
  static final class CannotBuild extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotBuild(String message) {
      super(message);
    }
  }

  private void link() throws IOException {
    Path modules = Files.createDirectory(work.resolve("modules"));
    for (Path jar : Jars.in(jars)) {
      Files.copy(jar, modules.resolve(jar.getFileName()));
    }
    Jars.prepare(modules);
    if (Files.exists(modules.resolve(SqliteLibrary.NAME))) {
      Files.move(modules.resolve(SqliteLibrary.NAME), sqlite());
    }
    ToolProvider jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new CannotBuild("the JDK " + javaHome() + " has no jlink."));
    List<String> arguments =
        List.of(
            "--module-path",
            modules.toString(),
            "--add-modules",
            String.join(",", names(modules)),
            "--strip-java-debug-attributes",
            "--strip-native-debug-symbols=exclude-debuginfo-files",
            "--no-header-files",
            "--no-man-pages",
            "--compress=zip-6",
            "--output",
            image.toString());
    if (run(jlink, arguments) != 0) {
      // The tool objcopy, which strips the JVM's own libraries, is not everywhere.
      remove(image);
      List<String> others = arguments.stream().filter(text -> !text.contains("native")).toList();
      if (run(jlink, others) != 0) {
        throw new CannotBuild("jlink failed; its messages are above.");
      }
    }
  }

  private static int run(ToolProvider jlink, List<String> arguments) {
    return jlink.run(System.err, System.err, arguments.toArray(String[]::new));
  }

  /** jlink's own message names neither the jar nor what to do. */
  private static Set<String> names(Path modules) {
    Set<String> names = new TreeSet<>();
    List<String> automatic = new ArrayList<>();
    for (ModuleReference module : ModuleFinder.of(modules).findAll()) {
      if (module.descriptor().isAutomatic()) {
        automatic.add(
            module.location().map(Path::of).map(Path::getFileName).map(Path::toString).orElse("?")
                + " (automatic module "
                + module.descriptor().name()
                + ")");
      }
      names.add(module.descriptor().name());
    }
    if (!automatic.isEmpty()) {
      throw new CannotBuild(
          "these dependencies have no module descriptor, and jlink takes no automatic modules: "
              + automatic.stream().sorted().collect(Collectors.joining(", "))
              + ". Give each one in build/descriptors (docs/adr/0014), or use another library.");
    }
    return names;
  }

  /**
   * What makes a start in the image ours: flags, launcher, the library of SQLite, the security
   * providers that are there.
   */
  private void complete() throws IOException {
    Files.copy(build.resolve("java-flags"), image.resolve("lib/java-flags"));
    if (Files.exists(sqlite())) {
      Files.move(sqlite(), image.resolve("lib").resolve(SqliteLibrary.NAME));
    }
    Path start = image.resolve("bin/proxmox-mcp");
    Files.copy(build.resolve("image-start.sh"), start);
    if (Files.getFileStore(start).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path security = image.resolve("conf/security/java.security");
    int[] number = {0};
    String text =
        PROVIDER
            .matcher(Files.readString(security))
            .replaceAll(line ->
                SECURITY_PROVIDERS.contains(line.group(1))
                    ? "security.provider." + ++number[0] + "=" + line.group(1) + "\n"
                    : "");
    if (number[0] != SECURITY_PROVIDERS.size()) {
      throw new CannotBuild("java.security of this JDK names other providers than expected.");
    }
    Files.writeString(security, text);
  }

  /**
   * The simulated cluster runs in a process of its own: its classes would make the cache larger,
   * and with it the start of every server.
   */
  private void rehearse() throws IOException, InterruptedException {
    Process cluster = process(List.of(java(), "-m", MAIN, "simulate", "--port", "0")).start();
    try (BufferedReader said = cluster.inputReader()) {
      Map<String, String> host = new TreeMap<>();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        Matcher export = EXPORT.matcher(line);
        if (export.matches()) {
          host.put(export.group(1), export.group(2));
        }
        if (line.contains("Stop with")) {
          break;
        }
      }
      if (host.isEmpty()) {
        throw new CannotBuild("the simulated cluster for the rehearsal did not start.");
      }
      // Most clients say something by a variable of ours: what reads those is to be in the cache
      // too.
      host.put("PROXMOX_MCP_ALLOW", "change");
      List<String> command = new ArrayList<>(List.of(java()));
      command.addAll(flags());
      // C1 alone has no use for profiles; to compile by them at the start takes more than it gives.
      command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining"));
      command.add("-XX:AOTCacheOutput=" + cache());
      command.add("-Dorg.sqlite.lib.path=" + image.resolve("lib"));
      command.addAll(List.of("-m", APP + "/" + APP + ".Rehearsal"));
      String output = run(command, host);
      if (!Files.exists(cache())) {
        throw new CannotBuild("the rehearsal left no AOT cache:\n" + output);
      }
    } finally {
      cluster.destroyForcibly().waitFor();
    }
  }

  /** An image whose cache the JVM does not take is none: it would only be slow, and nobody knew. */
  private void prove() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(flags());
    command.addAll(List.of("-XX:AOTCache=" + cache(), "-XX:AOTMode=on", "-m", MAIN, "--version"));
    String said = run(command, Map.of());
    if (!said.startsWith("proxmox-mcp ") || said.lines().count() != 1) {
      throw new CannotBuild("the image does not start as it should:\n" + said);
    }
  }

  private String run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = work.resolve("output");
    ProcessBuilder builder =
        process(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(REHEARSAL_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new CannotBuild("not ended within minutes: " + String.join(" ", command));
    }
    String said = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new CannotBuild(
          "exit code " + process.exitValue() + " of " + String.join(" ", command) + "\n" + said);
    }
    return said;
  }

  private ProcessBuilder process(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .directory(work.toFile());
    // They would be trained into the cache, or be said on standard output.
    builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().keySet().removeIf(name -> name.startsWith("PROXMOX_"));
    // What the rehearsal keeps is nobody's.
    builder.environment().put("XDG_STATE_HOME", work.resolve("state").toString());
    return builder;
  }

  private String java() {
    return image.resolve("bin/java").toString();
  }

  /** Beside the modules, until there is an image to put it into. */
  private Path sqlite() {
    return work.resolve(SqliteLibrary.NAME);
  }

  private Path cache() {
    return image.resolve("lib/proxmox-mcp.aot");
  }

  private List<String> flags() throws IOException {
    return List.of(Files.readString(build.resolve("java-flags")).strip().split("\\s+"));
  }

  private static String javaHome() {
    return System.getProperty("java.home");
  }

  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
