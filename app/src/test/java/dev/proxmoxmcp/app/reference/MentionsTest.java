package dev.proxmoxmcp.app.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages written by hand name is there, so that nobody types what does not exist. */
class MentionsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern TOOL =
      Pattern.compile(
          "(?:api|audit|backup|change|cluster|guest|metrics|node|plan|snapshot|storage|task|volume)_[a-z]+(?:_[a-z]+)?");
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^|`|\\$ )(?:\\./)?proxmox-mcp ([a-z][a-z-]+)");
  private static final Pattern KEY =
      Pattern.compile("(?:policy|audit|http|secrets|log)\\.[a-z]+(?:[.-][a-z]+)*");

  /** Prompts, a condition of the simulated cluster, and files. */
  private static final Set<String> OTHERS =
      Set.of(
          "backup_gaps",
          "plan_maintenance",
          "api_stopped",
          "audit.key",
          "audit.pub",
          "secrets.sealed");

  /** The pages for those who run the program. */
  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      List<Path> pages =
          new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md")).sorted().toList());
      pages.add(ROOT.resolve("README.md"));
      pages.add(ROOT.resolve("THREAT_MODEL.md"));
      return pages;
    }
  }

  private static Set<String> named(Pattern pattern) throws IOException {
    Set<String> named = new LinkedHashSet<>();
    for (Path page : pages()) {
      CODE.matcher(Files.readString(page))
          .results()
          .map(code -> code.group(1))
          .filter(code -> !OTHERS.contains(code))
          .filter(code -> pattern.matcher(code).matches())
          .forEach(named::add);
    }
    return named;
  }

  @Test
  void every_tool_that_a_page_names_is_there() throws IOException {
    Set<String> tools = ToolCatalog.ALL.stream().map(ProxmoxTool::name).collect(Collectors.toSet());

    assertThat(named(TOOL)).hasSizeGreaterThan(20).isSubsetOf(tools);
  }

  @Test
  void every_key_that_a_page_names_is_there() throws IOException {
    Set<String> keys = Keys.ALL.stream().map(Key::path).collect(Collectors.toSet());

    assertThat(named(KEY)).hasSizeGreaterThan(20).isSubsetOf(keys);
  }

  @Test
  void every_command_that_a_page_names_is_there() throws IOException {
    String help = Files.readString(ROOT.resolve("docs/commands.md"));
    Set<String> named = new LinkedHashSet<>();
    for (Path page : pages()) {
      COMMAND
          .matcher(Files.readString(page))
          .results()
          .map(command -> command.group(1))
          .forEach(named::add);
    }

    assertThat(named)
        .hasSizeGreaterThan(15)
        .allSatisfy(command -> assertThat(help).contains("\n## proxmox-mcp " + command + "\n"));
  }
}
