package dev.proxmoxmcp.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the threat model claims is shown by tests that there are. */
class ThreatModelTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+Test)\\.([a-z0-9_]+)`");

  @Test
  void each_test_that_the_threat_model_names_exists() throws IOException {
    String page = Files.readString(ROOT.resolve("THREAT_MODEL.md"));
    List<MatchResult> named = NAMED.matcher(page).results().toList();
    List<Path> sources = testSources();
    List<String> missing = new ArrayList<>();
    for (MatchResult one : named) {
      if (!exists(sources, one.group(1), one.group(2))) {
        missing.add(one.group());
      }
    }

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  private static List<Path> testSources() throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.map(one -> one.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            all.addAll(files.filter(file -> file.toString().endsWith("Test.java")).toList());
          }
        }
      }
    }
    return all;
  }

  private static boolean exists(List<Path> sources, String type, String method) throws IOException {
    for (Path file : sources) {
      if (file.endsWith(type + ".java")
          && Files.readString(file).contains("void " + method + "(")) {
        return true;
      }
    }
    return false;
  }
}
