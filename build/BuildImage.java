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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the distribution: {@code BuildImage.java LIB BUILD IMAGE [plain]}. From the jars in LIB and
 * the running JDK, with what lies in BUILD (this folder), it makes IMAGE: a run-time image with the
 * program as modules in it, and an AOT cache, recorded by running the program the way it is used,
 * with the flags that it is shipped with. The image works wherever it is copied, without a JDK.
 * {@code plain} leaves the cache out, which is never the same twice; bin/proxmox-mcp-cache makes it
 * in the image itself.
 *
 * <p>Everything happens in a folder beside IMAGE, which is renamed at the end: there is never half
 * an image.
 */
final class BuildImage {
  private static final String APP = "dev.proxmoxmcp.app";

  private static final String RECORDING = APP + "/" + APP + ".CacheRecording";

  private static final int FAILED = 1;

  /** Those of java.base, which are all that the image has; a name without its module costs time. */
  private static final Set<String> SECURITY_PROVIDERS =
      Set.of("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");

  private static final Pattern PROVIDER =
      Pattern.compile("(?m)^security\\.provider\\.\\d+=(\\w+).*\\R");

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
      boolean recorded = arguments.length < 4 || !arguments[3].equals("plain");
      make(Path.of(arguments[0]), Path.of(arguments[1]), target, recorded);
      System.err.println("The image stands in " + target + ": bin/proxmox-mcp starts it.");
    } catch (IOException | UncheckedIOException | CannotBuild failure) {
      System.err.println("No image: " + failure.getMessage());
      System.exit(FAILED);
    }
  }

  /** Makes the image {@code target}, in the place of one that stands there. */
  static void make(Path jars, Path build, Path target) throws IOException, InterruptedException {
    make(jars, build, target, true);
  }

  private static void make(Path jars, Path build, Path target, boolean recorded)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory(target.getParent(), target.getFileName() + ".building-");
    try {
      BuildImage one = new BuildImage(jars, build, work);
      one.link(recorded);
      one.complete();
      if (recorded) {
        one.rehearse();
      }
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

  /**
   * @param recorded whether it gets a cache. One without must be the same twice, which what jlink
   *     makes beforehand of classes for lambda forms is not; its own cache holds them later
   */
  private void link(boolean recorded) throws IOException {
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
    List<String> arguments = new ArrayList<>();
    if (!recorded) {
      arguments.add("--disable-plugin=generate-jli-classes");
    }
    arguments.addAll(
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
            image.toString()));
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
    if (System.getProperty("os.name").startsWith("Windows")) {
      Files.copy(build.resolve("image-start.cmd"), image.resolve("bin/proxmox-mcp.cmd"));
    } else {
      script("image-start.sh", "bin/proxmox-mcp");
      script("image-cache.sh", "bin/proxmox-mcp-cache");
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

  private void script(String name, String place) throws IOException {
    Path script = image.resolve(place);
    Files.copy(build.resolve(name), script);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** As an installed package does it too, and with the flags that the image starts with. */
  private void rehearse() throws IOException, InterruptedException {
    String sqlite = "-Dorg.sqlite.lib.path=" + image.resolve("lib");
    Path cache = image.resolve("lib/proxmox-mcp.aot");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(image.resolve("bin/java").toString(), "-m", RECORDING));
    command.addAll(List.of(cache.toString(), sqlite));
    command.addAll(List.of(Files.readString(build.resolve("java-flags")).strip().split("\\s+")));
    Process recording = new ProcessBuilder(command).inheritIO().start();
    if (recording.waitFor() != 0 || !Files.exists(cache)) {
      throw new CannotBuild("its start could not be recorded; the reason is above.");
    }
  }

  /** Beside the modules, until there is an image to put it into. */
  private Path sqlite() {
    return work.resolve(SqliteLibrary.NAME);
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
