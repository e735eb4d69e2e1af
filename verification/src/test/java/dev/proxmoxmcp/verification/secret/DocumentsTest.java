package dev.proxmoxmcp.verification.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people copy holds no secret, not even one made up: somebody would keep it. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..");

  /** The secret of a token of Proxmox, a key, and a header with a token in it. */
  private static final List<Pattern> NEVER =
      List.of(
          Pattern.compile(
              "\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          Pattern.compile("P(VE|BS)APIToken=[^\\s:=]+[:=](?![<…$])\\S+"));

  /** A value behind a colon ends its line, a quotation or a list: else it is a sentence. */
  private static final Pattern SAID =
      Pattern.compile(
          "(?im)(?:^|[\\s\"'`,{])(?:[A-Z_]*TOKEN_VALUE|[A-Z_]*PASSWORD|token[-_]value|password"
              + "|passphrase|totp-secret|secret)[\"']?\\s*"
              + "(?:=(?!=)[ \\t]*([\"']?[^\\s\"'`,;}]+)"
              + "|:[ \\t]*([\"']?[^\\s\"'`,;}]+)(?=[ \\t]*(?:#|$|[\"'`,;}])))");

  private static final Pattern REFERENCE =
      Pattern.compile(
          "[\"']?(?:file:|env:|store:|credential:|\\$|<|…|\\{|\\.\\*|\\.\\.\\.|\\*\\*\\*).*");

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>();
    all.addAll(files(ROOT.resolve("docs")));
    all.addAll(files(ROOT.resolve("examples")));
    try (Stream<Path> top = Files.list(ROOT)) {
      top.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
    }
    return all;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".png"))
          .toList();
    }
  }

  private static List<String> found(String text) {
    List<String> found = new ArrayList<>();
    for (Pattern pattern : NEVER) {
      pattern.matcher(text).results().map(result -> result.group()).forEach(found::add);
    }
    Matcher said = SAID.matcher(text);
    while (said.find()) {
      String value = said.group(1) == null ? said.group(2) : said.group(1);
      if (!REFERENCE.matcher(value).matches()) {
        found.add(said.group().strip());
      }
    }
    return found;
  }

  @Test
  void no_document_and_no_example_has_a_literal_credential() throws IOException {
    List<Path> documents = documents();

    assertThat(documents).hasSizeGreaterThan(20);
    assertThat(documents)
        .allSatisfy(document -> assertThat(found(Files.readString(document))).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token-value: 4f1e2d3c-0000-4000-8000-1234567890ab",
        "\"PROXMOX_TOKEN_VALUE\": \"aaaa-bbbb\"",
        "export PROXMOX_TOKEN_VALUE=hunter2 # mine",
        "{\"password\": \"hunter2\"}",
        "password: hunter2 # mine",
        "    password: hunter2",
        "totp-secret = 'JBSWY3DP'",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "curl -H 'Authorization: PVEAPIToken=root@pam!x=abc'",
      })
  void such_a_credential_would_be_found(String text) {
    assertThat(found(text)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token-value: store:lab-token",
        "PROXMOX_TOKEN_VALUE=…",
        "with a password: where it is",
        "\"PROXMOX_TOKEN_VALUE\": \"$TOKEN\"",
        "PROXMOX_TOKEN_VALUE_FILE=/home/me/.config/proxmox-token",
        "Authorization: PVEAPIToken=<user>@<realm>!<name>=<secret>",
      })
  void a_reference_is_none(String text) {
    assertThat(found(text)).isEmpty();
  }

  /** Whoever adds an example writes the test that loads it, and names it here. */
  @Test
  void every_example_is_one_that_a_test_loads() throws IOException {
    Path examples = ROOT.resolve("examples");

    assertThat(files(examples))
        .extracting(file -> examples.relativize(file).toString())
        .allMatch(file ->
            file.equals("settings.yaml") // SettingsFileTest
                || file.startsWith("policies/") // PolicyCommandTest
                || file.startsWith("clients/")); // ClientSetupTest
  }
}
