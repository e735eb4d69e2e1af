package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "demo --port many | \"many\" is not a port; accepted are 0 (any free one) to 65535",
        "demo --stdio --port 0 | --stdio and --port exclude each other",
        "demo --port 70000 | \"70000\" is not a port",
        "simulate --port -1 | \"-1\" is not a port",
        "simulate --guests -7 | \"-7\" is not a number of guests; accepted are 0 to 100000",
        "simulate --guests 1000000 | is not a number of guests",
        "demo --allow everything | unknown tier 'everything'; tiers are read, change, destroy,"
            + " exec, admin",
        "serve --http somewhere:else | is no address to listen on; write HOST:PORT",
        "serve --log-level loud | unknown level 'loud'; it is error, warning, info or debug",
        "simulate --scenario moon | unknown scenario 'moon'; there are homelab, enterprise and"
            + " incident",
        "call guest_list running --demo | \"running\" is not of the form KEY=VALUE; guest_list"
            + " takes ",
        "call guest_get web1 --demo | \"web1\" is not of the form KEY=VALUE, such as guest=web1",
        "call gues_get web1 --demo | \"web1\" is not of the form KEY=VALUE, such as state=running",
        "call | Missing required parameter",
        "dmo | Unmatched argument at index 0: 'dmo'"
      })
  void a_command_line_that_cannot_be_used_is_named_and_ends_with_64(String line, String message) {
    CommandRun run = CommandRun.of(line.strip().split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit list --state",
        "audit verify --state",
        "plans --state",
        "approve kfrf --state",
        "migrate old.json --to",
        "serve --config",
        "settings check --config",
        "doctor --config",
        "init --config",
        "init --password-file",
        "secret list --store",
        "secret rekey --new-key-file",
      })
  void a_path_of_an_option_that_is_none_is_named_and_ends_with_64(String line) {
    String option = line.substring(line.lastIndexOf(' ') + 1);

    CommandRun left = CommandRun.of((line + "=~/x").split(" "));
    CommandRun none = CommandRun.of((line + "=a\0b").split(" "));

    assertThat(left.err())
        .isEqualTo(
            "%s: `~` is not expanded here, and no shell did it; write %s/x.\n"
                .formatted(option, System.getProperty("user.home")));
    assertThat(none.err()).startsWith(option + ": \"a").endsWith("b\" is not a path.\n");
    assertThat(List.of(left, none))
        .allSatisfy(run -> {
          assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
          assertThat(run.out()).isEmpty();
        });
  }

  @Test
  void the_same_path_in_a_variable_or_in_the_file_ends_with_78(@TempDir Path folder)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            version: 1
            state: ~/x
            clusters:
              lab: {host: pve1.invalid, token-id: "mcp@pve!a", token-value: "env:LAB_TOKEN"}
            """);
    String wrong = ": ~/ is your home folder, and HOME does not say which that is;";

    CommandRun variable = CommandRun.in(Map.of("PROXMOX_MCP_STATE", "~/x"), "audit", "list");
    CommandRun written = CommandRun.of("audit", "list", "--config", file.toString());

    assertThat(variable.err()).startsWith("PROXMOX_MCP_STATE" + wrong);
    assertThat(written.err()).startsWith(file + ":2:8: state" + wrong);
    assertThat(List.of(variable, written))
        .allSatisfy(run -> assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "serve --htp | Unknown option: '--htp' | See 'proxmox-mcp serve --help'.",
        "demo --port many | \"many\" is not a port | See 'proxmox-mcp demo --help'.",
        "audit lst | Unmatched argument at index 1: 'lst' | See 'proxmox-mcp audit --help'.",
        "dmo | Unmatched argument at index 0: 'dmo' | See 'proxmox-mcp --help'."
      })
  void what_was_wrong_comes_first_and_the_help_is_named_not_printed(
      String line, String message, String help) {
    CommandRun run = CommandRun.of(line.strip().split(" "));

    assertThat(run.err()).contains(message).endsWith(help.replace('\'', '`') + "\n");
    assertThat(run.err().lines()).hasSizeLessThan(5);
  }

  @Test
  void a_misspelt_command_or_option_is_put_right() {
    assertThat(CommandRun.of("dmo").err()).contains("Did you mean", "demo");
    assertThat(CommandRun.of("serve", "--allo").err()).contains("--allow");
  }

  @Test
  void a_group_of_commands_alone_shows_those_that_there_are() {
    CommandRun run = CommandRun.of("audit");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Missing required subcommand", "verify", "export");
  }

  @Test
  void no_command_shows_what_there_is() {
    CommandRun run = CommandRun.of();

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Missing required subcommand", "demo", "serve");
  }

  @Test
  void without_settings_serve_says_what_to_set_and_ends_with_78() {
    CommandRun run = CommandRun.of("serve");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("PROXMOX_HOST=", "proxmox-mcp demo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PROXMOX_USER | root | PROXMOX_USER, PROXMOX_TOKEN_NAME: ",
        "PROXMOX_FINGERPRINT | AA:BB | PROXMOX_FINGERPRINT: ",
        "PROXMOX_HOST | pve_1?x= | PROXMOX_HOST: ",
        "PROXMOX_TOKEN_VALUE | abc def | PROXMOX_TOKEN_VALUE: ",
        "PROXMOX_TOKEN_VALUE | mcp@pve!a | PROXMOX_TOKEN_VALUE: this is the id of a token",
        "PROXMOX_CA_FILE | /nonexistent.pem | PROXMOX_CA_FILE: "
      })
  void a_setting_that_is_none_is_named_and_ends_with_78(
      String variable, String value, String message) {
    Map<String, String> environment = Settings.complete();
    environment.put(variable, value);

    CommandRun run = CommandRun.in(environment, "serve");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err()).contains(message).doesNotContain(Settings.SECRET, "abc def", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a-very-long-label.another-long-label.and-one-more.still-more.pve.example.invalid",
        "::"
      })
  void a_host_that_makes_no_good_name_for_a_cluster_is_still_a_host(String host) {
    Map<String, String> environment = Settings.complete();
    environment.put("PROXMOX_HOST", host);
    environment.put("PROXMOX_PORT", "1");

    assertThat(CommandRun.in(environment, "call", "guest_list").exitCode())
        .isEqualTo(ExitCode.UNAVAILABLE);
  }

  @Test
  void an_occupied_port_is_named_and_ends_with_69() throws IOException {
    try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(occupied.getLocalPort());

      CommandRun demo = CommandRun.of("demo", "--port", port);
      CommandRun simulate = CommandRun.of("simulate", "--port", port);

      assertThat(demo.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(demo.err()).contains(port).contains("in use").contains("`demo --port ");
      assertThat(simulate.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(simulate.err()).contains(port).contains("in use");
    }
  }

  @Test
  void who_finds_the_port_of_a_server_occupied_reads_how_to_choose_another() throws IOException {
    try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = occupied.getLocalPort();

      CommandRun serve = CommandRun.in(Settings.complete(), "serve", "--http", "127.0.0.1:" + port);

      assertThat(serve.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
      assertThat(serve.err())
          .contains("port " + port + " on 127.0.0.1 is in use: ")
          .containsPattern(
              "`serve --http=127\\.0\\.0\\.1:\\d+`, or http\\.address in the settings");
    }
  }

  @Test
  void an_address_that_others_can_reach_is_refused() {
    CommandRun run = CommandRun.in(Settings.complete(), "serve", "--http", "0.0.0.0:0");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("0.0.0.0").containsIgnoringCase("loopback");
    assertThat(run.err()).doesNotContain("\tat ");
  }
}
