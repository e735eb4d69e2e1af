package dev.proxmoxmcp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a client or a person sees, kept as files, so that it does not change by accident. After a
 * change that is meant: {@code mvn -pl MODULE -am install -Dgolden.update=true}, then read the
 * diff.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  /**
   * Compares to the character.
   *
   * @param name of the file in {@code src/test/resources/golden} of the module under test
   * @param actual what is seen now, without the line break that the file ends with
   */
  public static void check(String name, String actual) {
    check(FOLDER.resolve(name), actual);
  }

  /**
   * Compares to the character with a file that the program itself brings along.
   *
   * @param file within the module under test
   * @param actual what it must hold, without the line break that it ends with
   */
  public static void check(Path file, String actual) {
    String text = actual + "\n";
    try {
      if (Boolean.getBoolean("golden.update")) {
        assertThat(refreshForbidden())
            .as("golden files are not refreshed where CI is set: a build would agree with itself")
            .isFalse();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
      }
      assertThat(file).as("run with -Dgolden.update=true to write it").exists();
      assertThat(text)
          .as("differs from %s; if that is meant, run with -Dgolden.update=true", file)
          .isEqualTo(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean refreshForbidden() {
    return System.getenv("CI") != null;
  }
}
