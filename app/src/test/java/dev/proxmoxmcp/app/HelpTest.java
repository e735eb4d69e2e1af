package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.testkit.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void the_program_explains_itself_like_this() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exitCode()).isZero();
    Golden.check("help.txt", run.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "init",
        "demo",
        "serve",
        "simulate",
        "tools",
        "call",
        "doctor",
        "audit",
        "secret",
        "token",
        "http-token",
        "health",
        "settings",
        "policy",
        "plans",
        "approve",
        "deny",
        "approval-passphrase",
        "freeze",
        "thaw",
        "migrate",
        "docs",
        "help"
      })
  void each_command_explains_itself_like_this(String command) {
    CommandRun run = CommandRun.of(command, "--help");

    assertThat(run.exitCode()).isZero();
    Golden.check("help-" + command + ".txt", run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "list", "remove", "rekey"})
  void each_command_about_secrets_explains_itself_like_this(String command) {
    CommandRun run = CommandRun.of("secret", command, "--help");

    assertThat(run.exitCode()).isZero();
    Golden.check("help-secret-" + command + ".txt", run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "verify", "export"})
  void each_look_at_the_audit_trail_explains_itself_like_this(String command) {
    CommandRun run = CommandRun.of("audit", command, "--help");

    assertThat(run.exitCode()).isZero();
    Golden.check("help-audit-" + command + ".txt", run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "show", "schema"})
  void each_look_at_the_settings_explains_itself_like_this(String command) {
    CommandRun run = CommandRun.of("settings", command, "--help");

    assertThat(run.exitCode()).isZero();
    Golden.check("help-settings-" + command + ".txt", run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"show", "test"})
  void each_look_at_the_rules_explains_itself_like_this(String command) {
    CommandRun run = CommandRun.of("policy", command, "--help");

    assertThat(run.exitCode()).isZero();
    Golden.check("help-policy-" + command + ".txt", run.out());
  }

  @Test
  void rotating_a_token_explains_itself_like_this() {
    CommandRun run = CommandRun.of("token", "rotate", "--help");

    assertThat(run.exitCode()).isZero();
    Golden.check("help-token-rotate.txt", run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "serve", "secret set"})
  void help_shows_what_the_option_shows(String command) {
    CommandRun run = CommandRun.of(words("help " + command));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(CommandRun.of(words(command + " --help")).out());
  }

  @Test
  void help_for_a_command_that_there_is_not_names_those_that_may_be_meant() {
    CommandRun run = CommandRun.of("help", "srve");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("'srve'", "serve", "See `proxmox-mcp --help`.");
  }

  @Test
  void the_version_is_the_one_of_the_build() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).matches("proxmox-mcp [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
  }

  @Test
  void the_tools_are_listed_for_people_and_for_programs() {
    Golden.check("tools.txt", CommandRun.of("tools").out());
    assertThat(CommandRun.of("tools", "--json").out())
        .startsWith("[ {")
        .contains("\"inputSchema\"", "\"guest_power\"");
  }

  private static String[] words(String line) {
    return line.strip().split(" ");
  }
}
