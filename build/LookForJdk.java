import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Looks whether a JDK of the wanted version is installed: {@code LookForJdk.java VERSION MARK}.
 * Leaves the file MARK where there is none. Maven runs it on its own, older JDK, so it keeps to the
 * Java of that time; it looks where the toolchain discovery of maven-toolchains-plugin looks.
 */
final class LookForJdk {
  public static void main(String[] arguments) throws IOException {
    int wanted = Integer.parseInt(arguments[0]);
    Path mark = Path.of(arguments[1]);
    Files.deleteIfExists(mark);
    Optional<Path> newest = candidates().stream().max(Comparator.comparing(LookForJdk::version));
    int found = newest.map(LookForJdk::version).orElse(0);
    if (found < wanted) {
      if (found > 0) {
        System.err.println("The newest JDK here is " + found + " (" + newest.get() + ").");
      }
      Files.createDirectories(mark.getParent());
      Files.writeString(mark, "no JDK " + wanted);
    }
  }

  private static List<Path> candidates() {
    String user = System.getProperty("user.home");
    List<Path> homes = new ArrayList<>();
    System.getenv()
        .forEach((name, value) -> {
          if (name.startsWith("JAVA") && name.endsWith("_HOME") && !value.isBlank()) {
            homes.add(Path.of(value));
          }
        });
    for (String folder :
        List.of(
            user + "/.jdks",
            user + "/.m2/jdks",
            user + "/.sdkman/candidates/java",
            user + "/.gradle/jdks",
            user + "/.jenv/versions",
            user + "/.jbang/cache/jdks",
            user + "/.asdf/installs",
            user + "/.jabba/jdk",
            user + "/Library/Java/JavaVirtualMachines",
            "/Library/Java/JavaVirtualMachines",
            "C:\\Program Files\\Java",
            "/usr/jdk",
            "/usr/java",
            "/opt/java",
            "/usr/lib/jvm")) {
      try (var entries = Files.list(Path.of(folder))) {
        entries.forEach(entry -> {
          homes.add(entry);
          homes.add(entry.resolve("Contents/Home"));
        });
      } catch (IOException absent) {
        // a folder that this system does not have
      }
    }
    return homes;
  }

  private static int version(Path home) {
    if (!Files.exists(home.resolve("bin/javac")) && !Files.exists(home.resolve("bin/javac.exe"))) {
      return 0;
    }
    Properties release = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      return 0;
    }
    String version = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
    // before 9 the second number counts: 1.8.0
    String major = version.replaceFirst("^1\\.", "").split("[.\\-+_]", 2)[0];
    return major.matches("\\d{1,4}") ? Integer.parseInt(major) : 0;
  }
}
