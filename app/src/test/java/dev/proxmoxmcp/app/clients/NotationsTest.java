package dev.proxmoxmcp.app.clients;

import static dev.proxmoxmcp.app.clients.ClientHome.CLOCK;
import static dev.proxmoxmcp.app.clients.ClientHome.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the file of a client stays as it was, whatever it is written in. */
class NotationsTest {
  private final ClientHome home;

  NotationsTest(@TempDir Path folder) {
    home = new ClientHome(folder);
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

    assertThat(home.changed(McpClient.ZED, before))
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
    assertThat(home.changed(McpClient.CURSOR, "{\"a\":-1.5e3,\"mcpServers\":{}}"))
        .startsWith("{\"a\":-1.5e3,\"mcpServers\":{\n")
        .endsWith("}}");
    assertThat(home.setup().configured(McpClient.CURSOR, "proxmox")).contains(ENTRY);
  }

  @Test
  void a_section_that_is_missing_is_made_behind_what_is_there() throws IOException {
    assertThat(
            home.changed(
                McpClient.GEMINI_CLI, "{\n\t\"big\": 12345678901234567890,\n\t\"n\": 1\n}\n"))
        .isEqualTo(
            "{\n\t\"big\": 12345678901234567890,\n\t\"n\": 1,\n\t\"mcpServers\": {\n\t"
                + "  \"proxmox\": {\n\t"
                + "    \"command\": \"/opt/proxmox mcp/bin/proxmox-mcp\",\n\t"
                + "    \"args\": [\"serve\"]\n\t"
                + "  }\n\t}\n}\n");
  }

  @Test
  void lines_end_as_in_the_rest_of_the_file() throws IOException {
    String after = home.changed(McpClient.CURSOR, "{\r\n  \"mcpServers\": {\r\n  }\r\n}\r\n");

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

    assertThatThrownBy(() -> home.changed(McpClient.CODEX, before))
        .as("what looks like a table within a text")
        .hasMessageContaining("is written in a way that this program does not change");
    assertThat(home.changed(McpClient.CODEX, before.substring(0, before.indexOf("notes"))))
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

    assertThatThrownBy(() -> home.changed(McpClient.CODEX, before))
        .isInstanceOf(ClientProblem.class)
        .hasMessageContaining("do it by hand");
    assertThat(home.setup().file(McpClient.CODEX)).hasContent(before);
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

    String after = home.changed(McpClient.GOOSE, before);

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
    home.setup().removal(McpClient.GOOSE, "proxmox").apply(CLOCK);
    assertThat(home.setup().file(McpClient.GOOSE)).hasContent(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"extensions: {}\n", "extensions: {a: {enabled: true}}\n", "extensions:\n"})
  void yaml_on_one_line_is_extended_or_left_alone(String before) throws IOException {
    Path file = home.given(McpClient.GOOSE, before);
    try {
      home.setup().plan(McpClient.GOOSE, ENTRY).apply(CLOCK);
      assertThat(home.setup().configured(McpClient.GOOSE, "proxmox")).contains(ENTRY);
    } catch (ClientProblem untouched) {
      assertThat(untouched).hasMessageContaining("Nothing was changed.");
      assertThat(file).hasContent(before);
    }
  }

  @Test
  void a_section_that_is_no_object_is_left_alone() throws IOException {
    home.given(McpClient.CURSOR, "{\"mcpServers\": []}");

    assertThatThrownBy(() -> home.setup().plan(McpClient.CURSOR, ENTRY))
        .hasMessageContaining("has a `mcpServers` that holds no servers by name");
  }

  @Test
  void a_name_that_stands_there_twice_is_not_guessed() throws IOException {
    home.given(McpClient.CURSOR, "{\"mcpServers\": {}, \"mcpServers\": {\"a\": {}}}");

    assertThatThrownBy(() -> home.setup().plan(McpClient.CURSOR, ENTRY))
        .hasMessageContaining("cannot be read as JSON");
  }

  @Test
  void what_is_no_utf_8_is_left_alone() throws IOException {
    Path file = home.given(McpClient.CURSOR, "");
    Files.write(file, "{\"a\": \"ä\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> home.setup().plan(McpClient.CURSOR, ENTRY))
        .hasMessageContaining("is no text in UTF-8");
  }
}
