package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was there before {@code init} stays as it was. */
@Timeout(120)
class InitBesideOthersTest {
  private static final String TOKEN = "mcp@pve!assistant";

  @TempDir Path home;

  private InitLab lab() throws IOException {
    return new InitLab(home, "9.2");
  }

  @Test
  void a_role_or_a_token_of_somebody_else_is_left_alone() throws IOException {
    try (InitLab lab = lab()) {
      lab.change("POST", "/access/roles", "roleid=ProxmoxMcp&privs=VM.Console");
      List<JsonNode> accounts = lab.accounts();

      CommandRun role = lab.unattended();
      assertThat(role.err()).contains("Role ProxmoxMcp is there already", "--role");
      assertThat(lab.accounts()).isEqualTo(accounts);

      lab.change("POST", "/access/users", "userid=mcp%40pve");
      lab.change("POST", "/access/users/mcp@pve/token/assistant", "");
      CommandRun token = lab.unattended("--role", "Mine");
      assertThat(token.err()).contains("Token mcp@pve!assistant is there already", "--token");
      assertThat(token.exitCode()).isEqualTo(ExitCode.USAGE);

      assertThat(lab.unattended("--role", "pveMine").err()).contains("begin with PVE");
    }
  }

  @Test
  void a_second_cluster_of_the_same_host_takes_another_token() throws IOException {
    try (InitLab lab = lab()) {
      assertThat(lab.unattended().exitCode()).isZero();
      List<JsonNode> accounts = lab.accounts();

      CommandRun refused = lab.unattended("--cluster", "other");
      assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err())
          .contains(
              "`init` set up " + lab.host() + " already, as cluster lab with token " + TOKEN + ".",
              "`--token mcp@pve!assistant-2`")
          .doesNotContain("remove");
      assertThat(lab.accounts()).isEqualTo(accounts);

      CommandRun second = lab.unattended("--cluster", "other", "--token", "mcp@pve!assistant-2");
      assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
      assertThat(second.out()).contains("It works. With the new token:");
      assertThat(lab.unattended().out()).contains("It works. With its token:");
    }
  }

  @Test
  void the_settings_keep_what_others_wrote() throws IOException {
    try (InitLab lab = lab()) {
      Files.createDirectories(lab.config());
      String before =
          """
          # mine
          version: 1
          clusters:
            attic: # downstairs
              host: pve.invalid
              token-id: mcp@pve!x
              token-value: env:ATTIC
          """;
      Files.writeString(lab.settings(), before);

      CommandRun run = lab.unattended("--toolsets", "operate");
      assertThat(run.out()).contains("settings.yaml.bak", "`allow: [read, change]`");
      assertThat(lab.settings()).content().startsWith(before + "  lab:\n");
      assertThat(lab.config().resolve("settings.yaml.bak")).hasContent(before);

      CommandRun other = lab.unattended("--cluster", "attic");
      assertThat(other.err()).contains("has a cluster attic already");
    }
  }
}
