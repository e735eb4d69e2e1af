package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The published reference pages are those of the program. {@code proxmox-mcp docs} renews them, or
 * {@code mvn -pl app -am install -Dgolden.update=true}.
 */
class DocsCommandTest {
  private static final Path DOCS = Path.of("..", "docs");

  @TempDir Path folder;
  private CommandRun run;

  @BeforeEach
  void written_into_an_empty_folder() {
    run = CommandRun.of("docs", folder.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tools.md", "commands.md", "privileges.md", "tiers.md", "settings.schema.json"})
  void the_published_page_is_the_one_of_the_program(String name) throws IOException {
    Golden.check(DOCS.resolve(name), Files.readString(folder.resolve(name)).stripTrailing());
  }

  @Test
  void every_tool_and_every_command_has_its_part() throws IOException {
    String tools = Files.readString(folder.resolve("tools.md"));
    assertThat(ToolCatalog.ALL)
        .allSatisfy(tool -> assertThat(tools).contains("\n### " + tool.name() + "\n"));
    assertThat(Files.readString(folder.resolve("commands.md")))
        .contains("\n## proxmox-mcp serve\n", "\n## proxmox-mcp audit verify\n");
  }

  @Test
  void a_folder_without_a_page_about_the_settings_gets_one_with_the_tables() throws IOException {
    assertThat(Files.readString(folder.resolve("settings.md"))).contains("| `token-value` |");
    assertThat(folder.resolve("policy.md")).doesNotExist();
  }

  @Test
  void of_a_page_written_by_hand_the_marked_parts_alone_are_renewed() throws IOException {
    Path page = folder.resolve("policy.md");
    Files.writeString(page, "# Ours\n\n<!-- generated: rates -->\nold\n<!-- end -->\n\nThe end.\n");

    CommandRun again = CommandRun.of("docs", folder.toString());

    assertThat(Files.readString(page))
        .startsWith("# Ours\n\n<!-- generated: rates -->\n\n| tier |")
        .endsWith("<!-- end -->\n\nThe end.\n")
        .doesNotContain("old");
    assertThat(again.out())
        .contains("policy.md: written", "tools.md: as it was", "settings.md: as it was");
  }
}
