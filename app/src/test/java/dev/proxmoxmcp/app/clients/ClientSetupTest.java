package dev.proxmoxmcp.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSetupTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-29T21:30:00Z"));
  private static final ServerEntry ENTRY =
      new ServerEntry("proxmox", "/opt/proxmox mcp/bin/proxmox-mcp", List.of("serve"));

  private static final Path EXAMPLES = Path.of("..", "examples", "clients");

  @TempDir Path home;

  private ClientSetup setup() {
    return new ClientSetup(new ClientPlaces(ClientPlaces.Os.LINUX, home, Map.of()));
  }

  private Path given(McpClient client, String text) throws IOException {
    Path file = setup().file(client);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private String changed(McpClient client, String before) throws IOException {
    Path file = given(client, before);
    setup().plan(client, ENTRY).apply(CLOCK);
    return Files.readString(file);
  }

  @ParameterizedTest
  @EnumSource
  void a_client_without_a_configuration_gets_one(McpClient client) {
    ClientChange change = setup().plan(client, ENTRY);

    assertThat(change.kind()).isEqualTo(ClientChange.Kind.ADDS);
    assertThat(change.apply(CLOCK)).as("there is nothing to keep a copy of").isEmpty();
    assertThat(setup().file(client)).hasContent(ClientSetup.printed(client, ENTRY));
    assertThat(setup().configured(client, "proxmox")).contains(ENTRY);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_written_once_is_not_written_again(McpClient client) {
    setup().plan(client, ENTRY).apply(CLOCK);

    ClientChange again = setup().plan(client, ENTRY);

    assertThat(again.isNeeded()).isFalse();
    assertThat(again.apply(CLOCK)).isEmpty();
    assertThat(setup().file(client)).hasContent(ClientSetup.printed(client, ENTRY));
  }

  @ParameterizedTest
  @EnumSource
  void another_command_under_the_same_name_is_replaced_and_kept_in_the_copy(McpClient client)
      throws IOException {
    setup().plan(client, new ServerEntry("proxmox", "uvx", List.of("old-server"))).apply(CLOCK);
    setup().plan(client, new ServerEntry("other", "other", List.of())).apply(CLOCK);
    String before = Files.readString(setup().file(client));

    ClientChange change = setup().plan(client, ENTRY);
    Path copy = change.apply(CLOCK).orElseThrow();

    assertThat(change.kind()).isEqualTo(ClientChange.Kind.REPLACES);
    assertThat(copy).hasContent(before);
    assertThat(setup().configured(client, "proxmox")).contains(ENTRY);
    assertThat(setup().configured(client, "other")).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void what_was_added_can_be_taken_away_again(McpClient client) throws IOException {
    setup().plan(client, new ServerEntry("first", "first", List.of("x"))).apply(CLOCK);
    String before = Files.readString(setup().file(client));
    setup().plan(client, ENTRY).apply(CLOCK);

    ClientChange change = setup().removal(client, "proxmox");
    change.apply(CLOCK);

    assertThat(change.kind()).isEqualTo(ClientChange.Kind.REMOVES);
    assertThat(Files.readString(setup().file(client))).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void the_only_server_can_be_taken_away(McpClient client) {
    setup().plan(client, ENTRY).apply(CLOCK);

    setup().removal(client, "proxmox").apply(CLOCK);

    assertThat(setup().configured(client, "proxmox")).isEmpty();
    assertThat(setup().plan(client, ENTRY).kind()).isEqualTo(ClientChange.Kind.ADDS);
    setup().plan(client, ENTRY).apply(CLOCK);
    assertThat(setup().configured(client, "proxmox")).contains(ENTRY);
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_a_client_does_not_know_needs_no_removal(McpClient client) {
    assertThat(setup().removal(client, "proxmox").isNeeded()).isFalse();
    assertThat(setup().file(client)).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void a_configuration_that_cannot_be_read_is_left_alone(McpClient client) throws IOException {
    Path file = given(client, "{ \"mcpServers\": [ half\n = :");

    assertThatThrownBy(() -> setup().plan(client, ENTRY))
        .isInstanceOf(ClientProblem.class)
        .hasMessageStartingWith("The configuration of " + client.title() + ", " + file)
        .hasMessageContaining("cannot be read as")
        .hasMessageEndingWith("Nothing was changed.")
        .hasMessageNotContaining("half");
    assertThat(file).hasContent("{ \"mcpServers\": [ half\n = :");
  }

  @Test
  void comments_order_and_indentation_of_json_stay() throws IOException {
    String before =
        """
        // my settings
        {
            "theme": "dark", // at night
            /* servers */
            "context_servers": {
                "other": { "source": "custom", "command": "x", "args": [] }, // keep
            },
            "font": {"size": 12.50,},
        }
        """;

    assertThat(changed(McpClient.ZED, before))
        .isEqualTo(
            """
            // my settings
            {
                "theme": "dark", // at night
                /* servers */
                "context_servers": {
                    "other": { "source": "custom", "command": "x", "args": [] },
                    "proxmox": {
                      "source": "custom",
                      "command": "/opt/proxmox mcp/bin/proxmox-mcp",
                      "args": ["serve"]
                    }, // keep
                },
                "font": {"size": 12.50,},
            }
            """);
  }

  @Test
  void a_json_file_on_one_line_gets_what_it_needs() throws IOException {
    assertThat(changed(McpClient.CURSOR, "{\"a\":-1.5e3,\"mcpServers\":{}}"))
        .startsWith("{\"a\":-1.5e3,\"mcpServers\":{\n")
        .endsWith("}}");
    assertThat(setup().configured(McpClient.CURSOR, "proxmox")).contains(ENTRY);
  }

  @Test
  void a_section_that_is_missing_is_made_behind_what_is_there() throws IOException {
    assertThat(
            changed(McpClient.GEMINI_CLI, "{\n\t\"big\": 12345678901234567890,\n\t\"n\": 1\n}\n"))
        .isEqualTo(
            "{\n\t\"big\": 12345678901234567890,\n\t\"n\": 1,\n\t\"mcpServers\": {\n\t"
                + "  \"proxmox\": {\n\t"
                + "    \"command\": \"/opt/proxmox mcp/bin/proxmox-mcp\",\n\t"
                + "    \"args\": [\"serve\"]\n\t"
                + "  }\n\t}\n}\n");
  }

  @Test
  void lines_end_as_in_the_rest_of_the_file() throws IOException {
    String after = changed(McpClient.CURSOR, "{\r\n  \"mcpServers\": {\r\n  }\r\n}\r\n");

    assertThat(after.replace("\r\n", "")).doesNotContain("\n");
  }

  @Test
  void comments_and_order_of_toml_stay() throws IOException {
    String before =
        """
        model = "o9" # mine
        [mcp_servers.proxmox]
        command = "uvx"
        [mcp_servers.proxmox.env]
        PROXMOX_HOST = "pve1"

        # the other one
        [mcp_servers."other"]
        command = "x"
        notes = \"""
        [mcp_servers.proxmox]
        \"""
        """;

    assertThatThrownBy(() -> changed(McpClient.CODEX, before))
        .as("what looks like a table within a text")
        .hasMessageContaining("is written in a way that this program does not change");
    assertThat(changed(McpClient.CODEX, before.substring(0, before.indexOf("notes"))))
        .isEqualTo(
            """
            model = "o9" # mine
            # the other one
            [mcp_servers."other"]
            command = "x"

            [mcp_servers.proxmox]
            command = "/opt/proxmox mcp/bin/proxmox-mcp"
            args = ["serve"]
            """);
  }

  @Test
  void toml_that_has_its_servers_on_one_line_is_left_alone() throws IOException {
    String before = "mcp_servers = { other = { command = \"x\" } }\n";

    assertThatThrownBy(() -> changed(McpClient.CODEX, before))
        .isInstanceOf(ClientProblem.class)
        .hasMessageContaining("do it by hand");
    assertThat(setup().file(McpClient.CODEX)).hasContent(before);
  }

  @Test
  void comments_and_order_of_yaml_stay() throws IOException {
    String before =
        """
        GOOSE_MODEL: o9 # 🦢 mine
        extensions:
            # builtin
            developer:
                enabled: true
                type: builtin

            # the end
        other: no
        """;

    String after = changed(McpClient.GOOSE, before);

    assertThat(after)
        .isEqualTo(
            """
            GOOSE_MODEL: o9 # 🦢 mine
            extensions:
                # builtin
                proxmox:
                  type: "stdio"
                  name: "proxmox"
                  enabled: true
                  cmd: "/opt/proxmox mcp/bin/proxmox-mcp"
                  args: ["serve"]
                  timeout: 300
                developer:
                    enabled: true
                    type: builtin

                # the end
            other: no
            """);
    setup().removal(McpClient.GOOSE, "proxmox").apply(CLOCK);
    assertThat(setup().file(McpClient.GOOSE)).hasContent(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"extensions: {}\n", "extensions: {a: {enabled: true}}\n", "extensions:\n"})
  void yaml_on_one_line_is_extended_or_left_alone(String before) throws IOException {
    Path file = given(McpClient.GOOSE, before);
    try {
      setup().plan(McpClient.GOOSE, ENTRY).apply(CLOCK);
      assertThat(setup().configured(McpClient.GOOSE, "proxmox")).contains(ENTRY);
    } catch (ClientProblem untouched) {
      assertThat(untouched).hasMessageContaining("Nothing was changed.");
      assertThat(file).hasContent(before);
    }
  }

  @Test
  void a_section_that_is_no_object_is_left_alone() throws IOException {
    given(McpClient.CURSOR, "{\"mcpServers\": []}");

    assertThatThrownBy(() -> setup().plan(McpClient.CURSOR, ENTRY))
        .hasMessageContaining("has a `mcpServers` that holds no servers by name");
  }

  @Test
  void a_name_that_stands_there_twice_is_not_guessed() throws IOException {
    given(McpClient.CURSOR, "{\"mcpServers\": {}, \"mcpServers\": {\"a\": {}}}");

    assertThatThrownBy(() -> setup().plan(McpClient.CURSOR, ENTRY))
        .hasMessageContaining("cannot be read as JSON");
  }

  @Test
  void a_file_that_changed_after_the_look_at_it_is_not_overwritten() throws IOException {
    Path file = given(McpClient.CLAUDE_CODE, "{\"n\": 1}");
    ClientChange change = setup().plan(McpClient.CLAUDE_CODE, ENTRY);
    Files.writeString(file, "{\"n\": 2}");

    assertThatThrownBy(() -> change.apply(CLOCK))
        .isInstanceOf(ClientProblem.class)
        .hasMessageContaining("has been changed in the meantime");
    assertThat(file).hasContent("{\"n\": 2}");
  }

  @Test
  void a_link_stays_a_link_and_rights_stay_what_they_were() throws IOException {
    assumeTrue(Files.getFileStore(home).supportsFileAttributeView("posix"));
    Path real = Files.writeString(home.resolve("dotfile.json"), "{}");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Path link = setup().file(McpClient.CURSOR);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, real);

    setup().plan(McpClient.CURSOR, ENTRY).apply(CLOCK);

    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
    assertThat(real).content().contains("proxmox-mcp");
    try (var files = Files.list(home)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .as("nothing but the copy is left behind")
          .containsExactlyInAnyOrder(".cursor", "dotfile.json", "dotfile.json.20261129-213000.bak");
    }
  }

  @Test
  void what_is_no_utf_8_is_left_alone() throws IOException {
    Path file = given(McpClient.CURSOR, "");
    Files.write(file, "{\"a\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> setup().plan(McpClient.CURSOR, ENTRY))
        .hasMessageContaining("is no text in UTF-8");
  }

  @Test
  void clients_are_known_by_what_they_leave_behind() throws IOException {
    assertThat(setup().present()).isEmpty();
    Files.createDirectories(home.resolve(".cursor"));
    Files.createDirectories(home.resolve(".config", "goose"));
    Files.writeString(home.resolve(".claude.json"), "{}");

    assertThat(setup().present())
        .containsExactly(McpClient.CLAUDE_CODE, McpClient.CURSOR, McpClient.GOOSE);
  }

  @ParameterizedTest
  @CsvSource({
    "claude-desktop, LINUX, .config/Claude/claude_desktop_config.json",
    "claude-desktop, MAC, Library/Application Support/Claude/claude_desktop_config.json",
    "claude-desktop, WINDOWS, AppData/Roaming/Claude/claude_desktop_config.json",
    "vscode, MAC, Library/Application Support/Code/User/mcp.json",
    "zed, MAC, .config/zed/settings.json",
    "zed, WINDOWS, AppData/Roaming/Zed/settings.json",
    "goose, WINDOWS, AppData/Roaming/Block/goose/config/config.yaml",
    "codex, WINDOWS, .codex/config.toml",
  })
  void each_system_has_its_places(String client, ClientPlaces.Os system, String expected) {
    ClientSetup setup = new ClientSetup(new ClientPlaces(system, home, Map.of()));

    assertThat(setup.file(McpClient.of(client).orElseThrow())).isEqualTo(home.resolve(expected));
  }

  @Test
  void variables_that_move_a_configuration_are_followed_if_they_say_where() {
    Path other = home.resolve("other");
    Map<String, String> environment =
        Map.of("CODEX_HOME", other.toString(), "XDG_CONFIG_HOME", "relative");
    ClientSetup setup = new ClientSetup(new ClientPlaces(ClientPlaces.Os.LINUX, home, environment));

    assertThat(setup.file(McpClient.CODEX)).isEqualTo(other.resolve("config.toml"));
    assertThat(setup.file(McpClient.ZED)).isEqualTo(home.resolve(".config/zed/settings.json"));
  }

  @ParameterizedTest
  @EnumSource
  void the_example_is_what_would_be_written(McpClient client) throws IOException {
    ServerEntry entry = new ServerEntry("proxmox", "/path/to/proxmox-mcp", List.of("serve"));

    Golden.check(example(client), ClientSetup.printed(client, entry));

    given(client, Files.readString(example(client)));
    assertThat(setup().configured(client, "proxmox")).contains(entry);
  }

  @Test
  void there_are_no_other_examples_than_those_of_clients() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      assertThat(files)
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(McpClient.values()).map(this::example).toList());
    }
  }

  private Path example(McpClient client) {
    String file = setup().file(client).toString();
    return EXAMPLES.resolve(client.id() + file.substring(file.lastIndexOf('.')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b", "a]", "-a", "ä"})
  void a_name_that_some_client_would_not_take_is_refused(String name) {
    assertThatThrownBy(() -> new ServerEntry(name, "x", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
