package dev.proxmoxmcp.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page about the architecture draws the modules as their descriptors have them. After a change
 * that is meant: {@code mvn -pl verification -am install -Dgolden.update=true}.
 */
class ModuleGraphTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/architecture.md");

  /** May be used by all, so that an arrow to it would say nothing. */
  private static final String EVERYBODYS = "base";

  private static final Pattern DESCRIPTOR =
      Pattern.compile(
          "(?s)/\\*\\*(.*?)\\*/\\s*(?:@\\S+\\s+)*module dev\\.proxmoxmcp\\.(\\w+) \\{(.*)}");
  private static final Pattern USES =
      Pattern.compile("requires (?:transitive |static )*dev\\.proxmoxmcp\\.(\\w+);");
  private static final Pattern EXPORTS = Pattern.compile("exports dev\\.proxmoxmcp\\.([\\w.]+)");

  private record Module(String about, List<String> uses, List<String> exports) {}

  private static SortedMap<String, Module> modules() throws IOException {
    SortedMap<String, Module> modules = new TreeMap<>();
    try (Stream<Path> folders = Files.list(ROOT)) {
      for (Path file :
          folders.map(folder -> folder.resolve("src/main/java/module-info.java")).toList()) {
        if (Files.exists(file)) {
          Matcher descriptor = DESCRIPTOR.matcher(Files.readString(file));
          assertThat(descriptor.find()).as("%s has a comment and a module", file).isTrue();
          modules.put(
              descriptor.group(2),
              new Module(
                  words(descriptor.group(1)),
                  found(USES, descriptor.group(3)),
                  found(EXPORTS, descriptor.group(3))));
        }
      }
    }
    return modules;
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).sorted().toList();
  }

  /** A comment as plain text. */
  private static String words(String comment) {
    return comment
        .replaceAll("\\s*\\n\\s*\\*", " ")
        .replaceAll("\\{@(?:link|code) (?:[a-z]+\\.)*([^}]+)}", "`$1`")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String graph(SortedMap<String, Module> modules) {
    List<String> lines = new ArrayList<>(List.of("```mermaid", "flowchart TD"));
    modules.forEach((name, module) -> {
      lines.add("  " + name);
      module.uses().stream()
          .filter(used -> !used.equals(EVERYBODYS))
          .forEach(used -> lines.add("  " + name + " --> " + used));
    });
    lines.add("```");
    return String.join("\n", lines);
  }

  private static String table(SortedMap<String, Module> modules) {
    return modules.entrySet().stream()
        .map(one ->
            "| `%s` | %s | %s |"
                .formatted(
                    one.getKey(),
                    one.getValue().about(),
                    one.getValue().exports().stream()
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(", "))))
        .collect(
            Collectors.joining(
                "\n",
                """
                | module | what it is | exports, below `dev.proxmoxmcp` |
                | --- | --- | --- |
                """,
                ""));
  }

  private static String renewed(String page, String part, String content) {
    Pattern generated =
        Pattern.compile("(?s)(<!-- generated: " + part + " -->\n).*?(<!-- end -->)");
    assertThat(page).containsPattern(generated);
    return generated
        .matcher(page)
        .replaceFirst(found ->
            Matcher.quoteReplacement(found.group(1) + "\n" + content + "\n\n" + found.group(2)));
  }

  @Test
  void the_page_draws_the_modules_as_their_descriptors_have_them() throws IOException {
    SortedMap<String, Module> modules = modules();
    String page = renewed(Files.readString(PAGE), "graph", graph(modules));

    Golden.check(PAGE, renewed(page, "modules", table(modules)).stripTrailing());
  }

  @Test
  void every_module_of_the_build_but_the_verification_has_a_descriptor() throws IOException {
    List<String> built =
        Pattern.compile("<module>([a-z-]+)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .map(MatchResult::group)
            .toList();

    assertThat(modules()).hasSizeGreaterThan(10);
    assertThat(built)
        .filteredOn(module ->
            !Files.exists(
                ROOT.resolve(module.replaceAll("<.?module>", ""))
                    .resolve("src/main/java/module-info.java")))
        .allMatch(module -> module.matches("<module>(verification|bench)</module>"));
  }
}
