package dev.proxmoxmcp.app.clients;

import static dev.proxmoxmcp.app.clients.ClientHome.CLOCK;
import static dev.proxmoxmcp.app.clients.ClientHome.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers are put into the configurations of clients and taken out of them. */
class ClientSetupTest {
  private static final Path EXAMPLES = Path.of("..", "examples", "clients");

  private final ClientHome home;

  ClientSetupTest(@TempDir Path folder) {
    home = new ClientHome(folder);
  }

  @ParameterizedTest
  @EnumSource
  void a_client_without_a_configuration_gets_one(McpClient client) {
    ClientChange change = home.setup().plan(client, ENTRY);

    assertThat(change.kind()).isEqualTo(ClientChange.Kind.ADDS);
    assertThat(change.apply(CLOCK)).as("there is nothing to keep a copy of").isEmpty();
    assertThat(home.setup().file(client)).hasContent(ClientSetup.printed(client, ENTRY));
    assertThat(home.setup().configured(client, "proxmox")).contains(ENTRY);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_written_once_is_not_written_again(McpClient client) {
    home.setup().plan(client, ENTRY).apply(CLOCK);

    ClientChange again = home.setup().plan(client, ENTRY);

    assertThat(again.isNeeded()).isFalse();
    assertThat(again.apply(CLOCK)).isEmpty();
    assertThat(home.setup().file(client)).hasContent(ClientSetup.printed(client, ENTRY));
  }

  @ParameterizedTest
  @EnumSource
  void another_command_under_the_same_name_is_replaced_and_kept_in_the_copy(McpClient client)
      throws IOException {
    home.setup()
        .plan(client, new ServerEntry("proxmox", "uvx", List.of("old-server")))
        .apply(CLOCK);
    home.setup().plan(client, new ServerEntry("other", "other", List.of())).apply(CLOCK);
    String before = Files.readString(home.setup().file(client));

    ClientChange change = home.setup().plan(client, ENTRY);
    Path copy = change.apply(CLOCK).orElseThrow();

    assertThat(change.kind()).isEqualTo(ClientChange.Kind.REPLACES);
    assertThat(copy).hasContent(before);
    assertThat(home.setup().configured(client, "proxmox")).contains(ENTRY);
    assertThat(home.setup().configured(client, "other")).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void what_was_added_can_be_taken_away_again(McpClient client) throws IOException {
    home.setup().plan(client, new ServerEntry("first", "first", List.of("x"))).apply(CLOCK);
    String before = Files.readString(home.setup().file(client));
    home.setup().plan(client, ENTRY).apply(CLOCK);

    ClientChange change = home.setup().removal(client, "proxmox");
    change.apply(CLOCK);

    assertThat(change.kind()).isEqualTo(ClientChange.Kind.REMOVES);
    assertThat(Files.readString(home.setup().file(client))).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void the_only_server_can_be_taken_away(McpClient client) {
    home.setup().plan(client, ENTRY).apply(CLOCK);

    home.setup().removal(client, "proxmox").apply(CLOCK);

    assertThat(home.setup().configured(client, "proxmox")).isEmpty();
    assertThat(home.setup().plan(client, ENTRY).kind()).isEqualTo(ClientChange.Kind.ADDS);
    home.setup().plan(client, ENTRY).apply(CLOCK);
    assertThat(home.setup().configured(client, "proxmox")).contains(ENTRY);
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_a_client_does_not_know_needs_no_removal(McpClient client) {
    assertThat(home.setup().removal(client, "proxmox").isNeeded()).isFalse();
    assertThat(home.setup().file(client)).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void a_configuration_that_cannot_be_read_is_left_alone(McpClient client) throws IOException {
    Path file = home.given(client, "{ \"mcpServers\": [ half\n = :");

    assertThatThrownBy(() -> home.setup().plan(client, ENTRY))
        .isInstanceOf(ClientProblem.class)
        .hasMessageStartingWith("The configuration of " + client.title() + ", " + file)
        .hasMessageContaining("cannot be read as")
        .hasMessageEndingWith("Nothing was changed.")
        .hasMessageNotContaining("half");
    assertThat(file).hasContent("{ \"mcpServers\": [ half\n = :");
  }

  @Test
  void a_file_that_changed_after_the_look_at_it_is_not_overwritten() throws IOException {
    Path file = home.given(McpClient.CLAUDE_CODE, "{\"n\": 1}");
    ClientChange change = home.setup().plan(McpClient.CLAUDE_CODE, ENTRY);
    Files.writeString(file, "{\"n\": 2}");

    assertThatThrownBy(() -> change.apply(CLOCK))
        .isInstanceOf(ClientProblem.class)
        .hasMessageContaining("has been changed in the meantime");
    assertThat(file).hasContent("{\"n\": 2}");
  }

  @Test
  void a_link_stays_a_link_and_rights_stay_what_they_were() throws IOException {
    assumeTrue(Files.getFileStore(home.folder()).supportsFileAttributeView("posix"));
    Path real = Files.writeString(home.folder().resolve("dotfile.json"), "{}");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Path link = home.setup().file(McpClient.CURSOR);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, real);

    home.setup().plan(McpClient.CURSOR, ENTRY).apply(CLOCK);

    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
    assertThat(real).content().contains("proxmox-mcp");
    try (var files = Files.list(home.folder())) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .as("nothing but the copy is left behind")
          .containsExactlyInAnyOrder(".cursor", "dotfile.json", "dotfile.json.20261129-213000.bak");
    }
  }

  @Test
  void clients_are_known_by_what_they_leave_behind() throws IOException {
    assertThat(home.setup().present()).isEmpty();
    Files.createDirectories(home.folder().resolve(".cursor"));
    Files.createDirectories(home.folder().resolve(".config", "goose"));
    Files.writeString(home.folder().resolve(".claude.json"), "{}");

    assertThat(home.setup().present())
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
    ClientSetup setup = new ClientSetup(new ClientPlaces(system, home.folder(), Map.of()));

    assertThat(setup.file(McpClient.of(client).orElseThrow()))
        .isEqualTo(home.folder().resolve(expected));
  }

  @Test
  void variables_that_move_a_configuration_are_followed_if_they_say_where() {
    Path other = home.folder().resolve("other");
    Map<String, String> environment =
        Map.of("CODEX_HOME", other.toString(), "XDG_CONFIG_HOME", "relative");
    ClientSetup setup =
        new ClientSetup(new ClientPlaces(ClientPlaces.Os.LINUX, home.folder(), environment));

    assertThat(setup.file(McpClient.CODEX)).isEqualTo(other.resolve("config.toml"));
    assertThat(setup.file(McpClient.ZED))
        .isEqualTo(home.folder().resolve(".config/zed/settings.json"));
  }

  @ParameterizedTest
  @EnumSource
  void the_example_is_what_would_be_written(McpClient client) throws IOException {
    ServerEntry entry = new ServerEntry("proxmox", "/path/to/proxmox-mcp", List.of("serve"));

    Golden.check(example(client), ClientSetup.printed(client, entry));

    home.given(client, Files.readString(example(client)));
    assertThat(home.setup().configured(client, "proxmox")).contains(entry);
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
    String file = home.setup().file(client).toString();
    return EXAMPLES.resolve(client.id() + file.substring(file.lastIndexOf('.')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a.b", "a]", "-a", "ä"})
  void a_name_that_some_client_would_not_take_is_refused(String name) {
    assertThatThrownBy(() -> new ServerEntry(name, "x", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
