package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gives this program no password runs a script himself, and gets the same. */
@Timeout(120)
class InitScriptTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.2"})
  void the_script_leaves_what_a_login_leaves(String version) throws Exception {
    try (InitLab lab = new InitLab(home, version)) {
      CommandRun printed = script(lab, "--toolsets", "operate,exec");
      assertThat(printed.exitCode()).as(printed.err()).isZero();
      Golden.check("init-script.sh", lab.masked(printed.out()));
      assertThat(lab.cluster().requests().count()).isZero();

      String secret = runOnHost(lab, version, printed.out());
      Path file = lab.privateFile("secret", secret);
      CommandRun taken =
          lab.unattended("--toolsets", "operate,exec", "--token-value-file", file.toString());

      assertThat(taken.exitCode()).as(taken.out() + taken.err()).isZero();
      assertThat(taken.out()).contains("It works.");
      lab.rights("mcp@pve!assistant")
          .forEach((path, privileges) ->
              assertThat(privileges)
                  .isEqualTo(
                      InitLab.table(
                          version, path, Toolset.INVENTORY, Toolset.OPERATE, Toolset.EXEC)));
      CommandRun again = lab.unattended("--toolsets", "operate,exec");
      assertThat(again.out()).contains("Nothing to change.");
    }
  }

  @Test
  void the_secret_may_be_pasted_after_it() throws Exception {
    try (InitLab lab = new InitLab(home, "9.2")) {
      lab.change("POST", "/access/users", "userid=mcp%40pve");
      lab.change("PUT", "/access/acl", "path=%2F&roles=PVEAuditor&users=mcp%40pve");
      String secret = lab.made("/access/users/mcp@pve/token/assistant");
      lab.change("PUT", "/access/acl", "path=%2F&roles=PVEAuditor&tokens=mcp%40pve!assistant");

      CommandRun run = lab.typingRest(List.of("mcp@pve!assistant=" + secret, secret), "--script");

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out())
          .containsSubsequence(
              "Paste the secret that it shows for mcp@pve!assistant (not shown): ",
              "More than the secret stands here",
              "Paste the secret")
          .doesNotContain(secret);
    }
  }

  @Test
  void what_cannot_be_the_secret_is_not_sealed() throws Exception {
    try (InitLab lab = new InitLab(home, "9.2")) {
      Path file = lab.privateFile("secret", "mcp@pve!assistant");

      CommandRun run = lab.unattended("--token-value-file", file.toString());

      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).startsWith("--token-value-file: this is the id of a token");
      assertThat(lab.written()).isEmpty();
    }
  }

  @Test
  void undoing_prints_the_commands_that_take_it_away() throws Exception {
    try (InitLab lab = new InitLab(home, "9.2")) {
      assertThat(lab.unattended().exitCode()).isZero();

      CommandRun undone = lab.run(new String[] {"--undo", "--script", "--yes"});

      assertThat(undone.out())
          .startsWith("#!/bin/sh\n")
          .endsWith(
              "pveum user token remove mcp@pve assistant\npveum role delete ProxmoxMcp\npveum user"
                  + " delete mcp@pve");
      assertThat(lab.settings()).doesNotExist();
    }
  }

  @Test
  void the_commands_that_take_it_away_are_printed_again_until_it_is_gone() throws Exception {
    try (InitLab lab = new InitLab(home, "9.2")) {
      assertThat(lab.unattended().exitCode()).isZero();
      String[] script = {"--undo", "--script", "--yes"};

      CommandRun first = lab.run(script);
      CommandRun again = lab.run(script, "--cluster", "lab");

      assertThat(first.err()).contains("`proxmox-mcp init --undo --script --cluster lab`");
      assertThat(first.out()).isEqualTo(again.out());
      assertThat(again.err()).doesNotContain("in the sealed store");

      CommandRun forgotten =
          lab.run(
              new String[] {
                "--undo", "--yes", "--password-file", home.resolve("password").toString()
              });
      assertThat(forgotten.out()).contains("Done: remove user mcp@pve.", "Undone: cluster lab");
      assertThat(lab.config().resolve("init.json")).doesNotExist();
      assertThat(lab.run(script).err()).startsWith("Nothing to undo");
    }
  }

  @Test
  void what_a_script_is_to_take_away_may_be_set_up_again_before_it_is_run() throws Exception {
    try (InitLab lab = new InitLab(home, "9.2")) {
      assertThat(lab.unattended().exitCode()).isZero();
      assertThat(lab.run(new String[] {"--undo", "--script", "--yes"}).exitCode()).isZero();

      CommandRun run = lab.unattended();

      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      assertThat(run.out()).contains("make token mcp@pve!assistant", "It works.");
    }
  }

  private static CommandRun script(InitLab lab, String... more) {
    return lab.run(
        new String[] {
          "--script",
          "--host",
          lab.host(),
          "--kind",
          "pve",
          "--cluster",
          "lab",
          "--fingerprint",
          lab.cluster().fingerprint()
        },
        more);
  }

  /** As an administrator runs it: a shell takes it apart, and the host does what it says. */
  private String runOnHost(InitLab lab, String version, String script) throws Exception {
    // Stands in for the commands of a host: shows each word that it gets.
    String standIn =
        """
        pveversion() { echo "pve-manager/VERSION.1/0123456789abcdef (running kernel: 6.14)"; }
        pveum() { for word in "$@"; do printf '%s\\t' "$word"; done; printf '\\n'; }
        """
            .replace("VERSION", version);
    Path file = Files.writeString(home.resolve("script.sh"), standIn + script);
    Process shell = new ProcessBuilder("sh", file.toString()).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    StringBuilder secret = new StringBuilder();
    for (String line : said.split("\n", -1)) {
      if (!line.isEmpty()) {
        secret.append(done(lab, List.of(line.split("\t", -1))));
      }
    }
    return secret.toString();
  }

  private static String done(InitLab lab, List<String> words) throws IOException {
    return switch (words.get(0) + " " + words.get(1)) {
      case "role add" ->
          change(lab, "POST", "/access/roles", "roleid=" + words.get(2) + "&" + form(words, 3));
      case "user add" ->
          change(
              lab, "POST", "/access/users", "userid=" + code(words.get(2)) + "&" + form(words, 3));
      case "acl modify" ->
          change(lab, "PUT", "/access/acl", "path=" + code(words.get(2)) + "&" + form(words, 3));
      case "user token" -> {
        assertThat(words.get(2)).isEqualTo("add");
        yield lab.made("/access/users/" + words.get(3) + "/token/" + words.get(4), form(words, 5));
      }
      default -> throw new IOException("no such command: " + words);
    };
  }

  private static String change(InitLab lab, String method, String path, String body) {
    lab.change(method, path, body);
    return "";
  }

  private static String form(List<String> words, int from) {
    List<String> pairs = new ArrayList<>();
    for (int at = from; at + 1 < words.size(); at += 2) {
      Map.Entry<String, String> pair = Map.entry(words.get(at).substring(2), words.get(at + 1));
      pairs.add(pair.getKey() + "=" + code(pair.getValue()));
    }
    return String.join("&", pairs);
  }

  private static String code(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
