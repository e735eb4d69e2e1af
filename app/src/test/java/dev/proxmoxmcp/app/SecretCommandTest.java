package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.CommandRun.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret store as a person uses it, from the first secret to a server that takes it. */
class SecretCommandTest {
  private static final String SECRET = "5e0d7a52-9d3c-4b8e-8a37-canaryofthecmd";
  private static final String PASSPHRASE = "correct horse battery";

  @TempDir Path home;
  private Path config;
  private Path store;

  @BeforeEach
  void aFolderOfTheUser() throws IOException {
    config = Files.createDirectories(home.resolve(".config/proxmox-mcp"));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rwx------"));
    store = config.resolve("secrets.sealed");
  }

  @Test
  void a_literal_token_moves_into_the_store_by_the_command_of_its_refusal() throws IOException {
    settings("token-value: " + SECRET);
    CommandRun refused = CommandRun.in(environment(), "tools", "--config", settings().toString());
    assertThat(refused.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(refused.err())
        .contains("`proxmox-mcp secret set lab-token --config " + settings() + "`")
        .contains("`token-value: store:lab-token`");

    Person person = new Person("", SECRET);
    CommandRun set = at(person, "secret", "set", "lab-token", "--config", settings().toString());
    settings("token-value: store:lab-token");
    CommandRun served = CommandRun.in(environment(), "tools", "--config", settings().toString());

    assertThat(set.err()).isEmpty();
    assertThat(set.out())
        .isEqualTo(
            """
            Kept lab-token, version 1, in %s.
            Its key is in %s, made now: who reads both has the secrets, so copy and back up one without the other.
            In the settings file: token-value: store:lab-token\
            """
                .formatted(store, key()));
    assertThat(person.prompts())
        .containsExactly(
            "A passphrase for the new secret store, or nothing for a key in the file "
                + key()
                + ",\nwith which a server opens it by itself: ",
            "Secret lab-token (it is not shown): ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
    assertThat(served.exitCode()).as(served.err()).isZero();
    noneShows(refused, set, served);
  }

  @Test
  void a_store_with_a_passphrase_is_opened_for_a_server_by_a_file_that_the_settings_name()
      throws IOException {
    settings("token-value: store:lab-token");
    CommandRun set = at(new Person(PASSPHRASE, PASSPHRASE, SECRET), "secret", "set", "lab-token");
    assertThat(set.out()).contains("A server cannot type the passphrase: name a passphrase-file");

    CommandRun alone = CommandRun.in(environment(), "tools", "--config", settings().toString());
    assertThat(alone.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(alone.err())
        .contains(":9:18: token-value: The secret store " + store + " is not opened by itself")
        .contains("`secrets: {passphrase-file: PATH}`");

    own(home.resolve("passphrase"), PASSPHRASE + "\n");
    Files.writeString(
        settings(),
        Files.readString(settings())
            .replace(
                "secrets: {}", "secrets: {passphrase-file: " + home.resolve("passphrase") + "}"));
    assertThat(CommandRun.in(environment(), "tools", "--config", settings().toString()).exitCode())
        .isZero();
    Map<String, String> variable = environment();
    variable.put("PROXMOX_MCP_SECRETS_PASSPHRASE_FILE", home.resolve("other") + "");
    assertThat(CommandRun.in(variable, "tools", "--config", settings().toString()).err())
        .contains("PROXMOX_MCP_SECRETS_PASSPHRASE_FILE says otherwise than " + settings());
  }

  @Test
  void the_variables_of_one_host_may_name_a_secret_of_the_store() {
    Map<String, String> environment = environment();
    environment.putAll(Settings.complete());
    environment.put("PROXMOX_TOKEN_VALUE", "store:lab-token");
    environment.put("PROXMOX_PORT", "1");
    assertThat(CommandRun.in(environment, "call", "guest_list").err())
        .startsWith("PROXMOX_TOKEN_VALUE: The secret store " + store + " does not exist");

    at(new Person("", SECRET), "secret", "set", "lab-token");

    assertThat(CommandRun.in(environment, "call", "guest_list").exitCode())
        .isEqualTo(ExitCode.UNAVAILABLE);
  }

  @Test
  void secrets_are_listed_replaced_and_removed() throws IOException {
    Path keyFile = home.resolve("keys/mine");
    assertThat(set("lab-token", "one two", "--key-file", keyFile + "").exitCode()).isZero();
    assertThat(set("lab-token", SECRET, "--key-file", keyFile + "").out()).contains("version 2");
    assertThat(set("a", SECRET, "--key-file", keyFile + "").exitCode()).isZero();

    CommandRun list = CommandRun.in(environment(), "secret", "list");
    assertThat(list.out().lines().map(line -> line.replaceAll("20[0-9TZ:-]+$", "DATE")))
        .containsExactly("a          version 1  DATE", "lab-token  version 2  DATE");

    CommandRun removed =
        CommandRun.in(environment(), "secret", "remove", "a", "--key-file", keyFile + "");
    assertThat(removed.out()).isEqualTo("Removed a from " + store + ".");
    CommandRun again =
        CommandRun.in(environment(), "secret", "remove", "a", "--key-file", keyFile + "");
    assertThat(again.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(again.err()).contains("has no secret a; `proxmox-mcp secret list` shows");
    noneShows(list, removed, again);
  }

  @Test
  void another_passphrase_takes_the_place_of_the_first() {
    at(new Person(PASSPHRASE, PASSPHRASE, SECRET), "secret", "set", "lab-token");

    CommandRun different =
        at(new Person(PASSPHRASE, "another passphrase", "and another one"), "secret", "rekey");
    assertThat(different.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(different.err()).contains("The two were different; nothing was changed.");
    CommandRun wrong = at(new Person("no such passphrase"), "secret", "rekey");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(wrong.err()).contains("does not open with this passphrase");

    CommandRun rekeyed =
        at(new Person(PASSPHRASE, "another passphrase", "another passphrase"), "secret", "rekey");
    assertThat(rekeyed.out())
        .isEqualTo(
            "Sealed 1 secret of "
                + store
                + " with the new passphrase; the old one opens it no more.");
    Path keyFile = home.resolve("new.key");
    CommandRun key =
        at(new Person("another passphrase"), "secret", "rekey", "--new-key-file", keyFile + "");
    assertThat(key.err()).isEmpty();
    assertThat(keyFile).hasSize(32);
    noneShows(different, wrong, rekeyed, key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret set lab-token SECRET",
        "secret set SECRET",
        "secret set lab-token=SECRET",
        "secret set lab-token --value SECRET",
        "secret set lab-token --stdin=SECRET",
        "secret set lab-token --passphrase=SECRET",
        "secret SECRET",
        "secret --value SECRET set lab-token",
        "secret list SECRET",
        "secret rekey SECRET",
        "secret remove lab-token SECRET",
        "secret remove SECRET"
      })
  void a_secret_on_the_command_line_is_refused_and_not_repeated(String line) {
    String secret = "11111111-2222-3333-4444-555555555555";
    CommandRun run = at(new Person("", SECRET), line.replace("SECRET", secret).split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).containsAnyOf("not repeated here", "A secret is never an argument");
    assertThat(run.err()).doesNotContain(secret);
    assertThat(store).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROXMOX_MCP_SECRETS_PASSPHRASE", "PROXMOX_MCP_SECRETS_KEY"})
  void a_passphrase_in_a_variable_is_refused_and_not_repeated(String variable) {
    Map<String, String> environment = environment();
    environment.put(variable, SECRET);

    CommandRun run = CommandRun.in(environment, "secret", "list");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err())
        .contains(variable + " is not taken", variable + "_FILE")
        .doesNotContain(SECRET);
  }

  @Test
  void a_secret_comes_from_a_file_that_nobody_else_can_read() throws IOException {
    Path file = own(home.resolve("token"), SECRET + "\n");
    Path keyFile = home.resolve("key");

    CommandRun kept =
        CommandRun.in(
            environment(),
            "secret",
            "set",
            "lab-token",
            "--from",
            file + "",
            "--key-file",
            keyFile + "");
    assertThat(kept.out()).contains(file + " still holds it; remove that file.");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    CommandRun open =
        CommandRun.in(
            environment(),
            "secret",
            "set",
            "lab-token",
            "--from",
            file + "",
            "--key-file",
            keyFile + "");
    assertThat(open.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(open.err())
        .contains("--from: the file " + file + " can be read by others; run `chmod 600 " + file);
  }

  @Test
  void without_a_terminal_it_says_how_to_go_on() {
    CommandRun value = CommandRun.in(environment(), "secret", "set", "lab-token");
    assertThat(value.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(value.err())
        .contains("There is no terminal to type the secret at; pass it by --stdin or --from");

    CommandRun passphrase =
        CommandRun.at(new Person(), environment(), SECRET, "secret", "set", "lab-token", "--stdin");
    assertThat(passphrase.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(passphrase.err()).contains("there is no terminal to type it at; give it by");
    assertThat(CommandRun.in(environment(), "secret", "list").err())
        .contains("The secret store " + store + " does not exist; `proxmox-mcp secret set NAME`");
    assertThat(CommandRun.in(environment(), "secret").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(store).doesNotExist();
  }

  @Test
  void a_credential_of_systemd_opens_the_store_and_may_be_the_secret_itself() throws IOException {
    Path credentials = Files.createDirectory(home.resolve("credentials"));
    Files.writeString(credentials.resolve("store-passphrase"), PASSPHRASE);
    Files.writeString(credentials.resolve("lab"), SECRET);
    try (Stream<Path> files = Files.list(credentials)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
      }
    }
    Map<String, String> service = environment();
    service.put("CREDENTIALS_DIRECTORY", credentials + "");

    settings("token-value: credential:lab");
    assertThat(CommandRun.in(service, "tools", "--config", settings() + "").exitCode()).isZero();
    assertThat(CommandRun.in(environment(), "tools", "--config", settings() + "").err())
        .contains("there are no credentials here (CREDENTIALS_DIRECTORY is not set); write")
        .contains("LoadCredential=lab:/path/to/a/file");
    settings("token-value: credential:../lab");
    assertThat(CommandRun.in(service, "tools", "--config", settings() + "").exitCode())
        .isEqualTo(ExitCode.CONFIGURATION);

    assertThat(
            CommandRun.at(
                    new Person(),
                    service,
                    SECRET,
                    "secret",
                    "set",
                    "lab-token",
                    "--stdin",
                    "--credential",
                    "store-passphrase")
                .err())
        .isEmpty();
    settings("token-value: store:lab-token");
    service.put("PROXMOX_MCP_SECRETS_CREDENTIAL", "store-passphrase");
    assertThat(CommandRun.in(service, "tools", "--config", settings() + "").exitCode()).isZero();
  }

  private CommandRun set(String name, String value, String... more) {
    return CommandRun.at(
        new Person(),
        environment(),
        value,
        Stream.concat(Stream.of("secret", "set", name, "--stdin"), Stream.of(more))
            .toArray(String[]::new));
  }

  private CommandRun at(Person person, String... arguments) {
    return CommandRun.at(person, environment(), "", arguments);
  }

  private Map<String, String> environment() {
    return new HashMap<>(Map.of("HOME", home.toString()));
  }

  private Path key() {
    return home.resolve(".local/state/proxmox-mcp/store.key");
  }

  private Path settings() {
    return config.resolve("settings.yaml");
  }

  private void settings(String tokenValue) throws IOException {
    Files.writeString(
        settings(),
        """
        version: 1
        secrets: {}
        clusters:
          lab:
            # nobody is there
            host: pve.invalid

            token-id: mcp@pve!assistant
            %s
        """
            .formatted(tokenValue));
  }

  private static Path own(Path file, String content) throws IOException {
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void noneShows(CommandRun... runs) {
    assertThat(runs)
        .allSatisfy(
            run -> assertThat(run.out() + run.err()).doesNotContain(SECRET, PASSPHRASE, "\tat "));
  }
}
