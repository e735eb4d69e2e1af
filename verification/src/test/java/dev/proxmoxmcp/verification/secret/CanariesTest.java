package dev.proxmoxmcp.verification.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the program is told in confidence shows neither in what it says nor in what it writes nor in
 * the list of processes, whichever way it was told and whatever went wrong.
 */
class CanariesTest {
  private static final String TALK =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      """;
  private static final String CALL =
      """
      {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"%s","arguments":%s,"_meta":{"progressToken":"p%1$d"}}}
      """;

  @TempDir Path folder;

  private final List<Canary> canaries = new ArrayList<>();
  private final List<ProgramRun> runs = new ArrayList<>();
  private ProgramRun.Place place;
  private Path inputs;
  private SimulatedCluster cluster;

  @BeforeEach
  void prepare() throws IOException {
    place = ProgramRun.Place.in(folder);
    inputs = Files.createDirectory(folder.resolve("inputs"));
    Files.setPosixFilePermissions(inputs, PosixFilePermissions.fromString("rwx------"));
    cluster = SimulatedCluster.homelab().clock(InstantSource.system()).start();
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  @Test
  @Timeout(300)
  void twenty_secrets_go_in_everywhere_and_come_out_nowhere() throws Exception {
    Canary operator =
        canary(
            "store: (secret set --stdin), accepted by the host",
            cluster.operatorToken().secret().reveal());
    store(operator);
    passphrases();
    serve();
    refusals();
    failures();
    crash();

    assertThat(canaries).hasSizeGreaterThanOrEqualTo(20);
    assertThat(runs)
        .allSatisfy(run -> {
          assertThat(Canary.shownIn(run.output(), canaries)).as(run.text()).isEmpty();
          assertThat(Canary.shownIn(run.processes(), canaries)).isEmpty();
        });
    try (Stream<Path> files = Files.walk(place.home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Canary.shownIn(Files.readString(file, StandardCharsets.ISO_8859_1), canaries))
            .as(file.toString())
            .isEmpty();
      }
    }
    assertThat(place.home().resolve("secrets.sealed")).exists();
  }

  private void store(Canary operator) throws Exception {
    List<String> store = List.of("--store", home("secrets.sealed"), "--key-file", home("key"));
    assertThat(run(Map.of(), operator.value(), words("secret set lab --stdin", store)))
        .contains("Kept lab, version 1");
    Canary fromFile = canary("store: (secret set --from)");
    String file = input("from", fromFile.value());
    assertThat(run(Map.of(), "", words("secret set other", store, "--from", file)))
        .contains("Kept other, version 1");
    assertThat(run(Map.of(), "", words("secret list", store.subList(0, 2)))).contains("lab");
  }

  private void passphrases() throws Exception {
    Canary passphrase = canary("the passphrase of a store");
    Canary next = canary("the next passphrase of a store");
    Canary wrong = canary("a wrong passphrase");
    Canary sealed = canary("store: (under a passphrase)");
    List<String> store = List.of("--store", home("second.sealed"), "--passphrase-file");
    String right = input("passphrase", passphrase.value());
    assertThat(run(Map.of(), sealed.value(), words("secret set p --stdin", store, right)))
        .contains("Kept p, version 1");
    assertThat(run(Map.of(), "", words("secret remove p", store, input("wrong", wrong.value()))))
        .contains("does not open with this passphrase");
    assertThat(
            run(
                Map.of(),
                "",
                words(
                    "secret rekey",
                    store,
                    right,
                    "--new-passphrase-file",
                    input("next", next.value()))))
        .contains("Sealed 1 secret");
  }

  /** One server with a cluster for each source; the host takes the token of one alone. */
  private void serve() throws Exception {
    Canary variable = canary("env: in the variable");
    Canary variableFile = canary("env: in the file of NAME_FILE");
    Canary file = canary("file:");
    Canary credential = canary("credential:");
    Path credentials = Files.createDirectory(inputs.resolve("credentials"));
    Files.writeString(credentials.resolve("lab"), credential.value());
    String settings =
        """
        version: 1
        secrets: {store: %s, key-file: %s}
        clusters:
        """
                .formatted(home("secrets.sealed"), home("key"))
            + cluster("good", "store:lab")
            + cluster("stored", "store:other")
            + cluster("variable", "env:CANARY")
            + cluster("variablefile", "env:OTHER_CANARY")
            + cluster("file", "file:" + input("token", file.value()))
            + cluster("credential", "credential:lab");
    Map<String, String> environment =
        Map.of(
            "CANARY", variable.value(),
            "OTHER_CANARY_FILE", input("variable", variableFile.value()),
            "CREDENTIALS_DIRECTORY", credentials.toString());
    String calls =
        TALK
            + CALL.formatted(2, "guest_list", "{}")
            + CALL.formatted(3, "cluster_overview", "{}")
            + CALL.formatted(4, "guest_get", "{\"guest\":\"101\",\"cluster\":\"stored\"}")
            + CALL.formatted(5, "api_read", "{\"path\":\"/access/users\",\"cluster\":\"good\"}")
            + CALL.formatted(
                6,
                "guest_power",
                "{\"guests\":[\"101\"],\"action\":\"start\"," + "\"cluster\":\"variable\"}");
    String said =
        run(
            environment,
            calls,
            List.of(
                "serve",
                "--allow",
                "change",
                "--log-level",
                "debug",
                "--config",
                input("settings.yaml", settings)));
    assertThat(said).contains("\"id\":2", "\"id\":3", "\"id\":4", "\"id\":5", "\"id\":6");
    assertThat(said).contains("DEBUG", "401");
    assertThat(said).as("the one good token is accepted").contains("good");
  }

  private void refusals() throws Exception {
    Canary literal = canary("a literal in the settings");
    String settings = "version: 1\nclusters:\n" + cluster("lab", literal.value());
    assertThat(run(Map.of(), "", List.of("tools", "--config", input("literal.yaml", settings))))
        .contains("never the secret itself");
    Canary broken = canary("a settings file that is no YAML");
    settings = "version: 1\nclusters:\n" + cluster("lab", "\"" + broken.value());
    assertThat(run(Map.of(), "", List.of("tools", "--config", input("broken.yaml", settings))))
        .contains("this is no YAML");
    Canary passphrase = canary("a passphrase in a variable");
    assertThat(
            run(
                Map.of("PROXMOX_MCP_SECRETS_PASSPHRASE", passphrase.value()),
                "",
                List.of("secret", "list")))
        .contains("is not taken");
    Canary lines = canary("a token of two lines");
    assertThat(run(host(lines.value() + "\nx"), "", List.of("call", "guest_list")))
        .contains("PROXMOX_TOKEN_VALUE");
    argument();
  }

  /** Nobody can take it out of the list of processes; it is repeated nowhere else. */
  private void argument() throws Exception {
    Canary argument = canary("an argument of secret set");
    ProgramRun run =
        ProgramRun.of(place, Map.of(), "", List.of("secret", "set", "lab", argument.value()));
    assertThat(run.text()).contains("A secret is never an argument");
    runs.add(new ProgramRun(run.exitCode(), run.output(), ""));
  }

  private void failures() throws Exception {
    Canary untrusted = canary("a host with another certificate");
    Map<String, String> other = host(untrusted.value());
    other.put("PROXMOX_FINGERPRINT", "00".repeat(32));
    assertThat(run(other, "", List.of("call", "guest_list", "--log-level", "debug")))
        .contains("certificate");
    Canary refused = canary("PROXMOX_TOKEN_VALUE that the host refuses");
    assertThat(
            run(host(refused.value()), "", List.of("call", "guest_list", "--log-level", "debug")))
        .contains("401");
    Canary file = canary("PROXMOX_TOKEN_VALUE_FILE that others can read");
    Map<String, String> open = host("");
    open.remove("PROXMOX_TOKEN_VALUE");
    open.put("PROXMOX_TOKEN_VALUE_FILE", input("open", file.value()));
    Files.setPosixFilePermissions(
        inputs.resolve("open"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run(open, "", List.of("call", "guest_list"))).contains("can be read by others");
    Canary silent = canary("a host that is not there");
    Map<String, String> nobody = host(silent.value());
    nobody.put("PROXMOX_PORT", "1");
    assertThat(run(nobody, "", List.of("call", "guest_list", "--json"))).isNotEmpty();
  }

  private void crash() throws Exception {
    Canary broken = canary("the exception of a tool");
    Canary said = canary("the answer, the progress and the log of a tool");
    ProgramRun run =
        ProgramRun.of(
            CrashingServer.class.getName(),
            place,
            Map.of("CANARY_BROKEN", broken.value(), "CANARY_SAID", said.value()),
            TALK + CALL.formatted(2, "crash", "{}") + CALL.formatted(3, "tell", "{}"),
            List.of());
    runs.add(run);
    assertThat(run.text())
        .contains(
            "internal error",
            "IllegalStateException: cannot use [secret]",
            "It is [secret] or ",
            "> Authorization: Basic ");
  }

  private Canary canary(String path) {
    Canary canary = Canary.of(path);
    canaries.add(canary);
    return canary;
  }

  private Canary canary(String path, String value) {
    Canary canary = new Canary(path, value);
    canaries.add(canary);
    return canary;
  }

  private String run(Map<String, String> environment, String input, List<String> arguments)
      throws Exception {
    ProgramRun run = ProgramRun.of(place, environment, input, arguments);
    runs.add(run);
    return run.text();
  }

  /** The words of {@code command}, then those of all others. */
  private static List<String> words(String command, List<String> options, String... more) {
    return Stream.of(List.of(command.split(" ")), options, List.of(more))
        .flatMap(List::stream)
        .toList();
  }

  private String home(String name) {
    return place.home().resolve(name).toString();
  }

  /**
   * What a person gives to the program: it may hold a secret, and is no part of what is searched.
   */
  private String input(String name, String content) throws IOException {
    Path file = Files.writeString(inputs.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file.toString();
  }

  private String cluster(String name, String tokenValue) {
    return """
      %s:
        host: 127.0.0.1
        port: %d
        token-id: %s
        token-value: %s
        fingerprints: %s
    """
        .formatted(
            name,
            cluster.address().getPort(),
            cluster.operatorToken().id(),
            tokenValue,
            cluster.fingerprint())
        .indent(2);
  }

  private Map<String, String> host(String secret) {
    String[] id = cluster.operatorToken().id().split("!", 2);
    return new HashMap<>(
        Map.of(
            "PROXMOX_HOST",
            "127.0.0.1",
            "PROXMOX_PORT",
            Integer.toString(cluster.address().getPort()),
            "PROXMOX_USER",
            id[0],
            "PROXMOX_TOKEN_NAME",
            id[1],
            "PROXMOX_TOKEN_VALUE",
            secret,
            "PROXMOX_FINGERPRINT",
            cluster.fingerprint()));
  }
}
