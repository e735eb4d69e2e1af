package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.proxmoxmcp.app.CommandRun.Person;
import dev.proxmoxmcp.app.reference.ProgramFault;
import dev.proxmoxmcp.base.KnownFault;
import dev.proxmoxmcp.settings.SettingsException;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.store.StoreFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page about troubleshooting has the messages that people see, and all of them. */
class TroubleshootingTest {
  private static final String PASSPHRASE = "correct horse battery staple";
  private static final String CALL =
      """
      {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"whoami","arguments":{}}}\
      """;
  private static final String CLUSTER =
      """
      version: 1
      clusters:
        lab: {host: pve1.invalid, token-id: mcp@pve!assistant, token-value: "%s"}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void every_fault_of_the_page_is_told_in_these_words(ProgramFault fault) throws IOException {
    List<Told> all = new ArrayList<>(List.of(brought(fault)));
    all.addAll(inOtherForms(fault));

    for (String message : fault.words().messages()) {
      assertThat(all)
          .as(fault.name())
          .anyMatch(told -> KnownFault.has(told.text(), message), message);
    }
    assertThat(all).allSatisfy(told -> assertThat(told.ends()).isEqualTo(fault.ends()));
  }

  @Test
  void a_store_that_cannot_be_used_refuses_a_change() throws IOException {
    Files.createDirectory(folder.resolve("state"));
    Files.writeString(folder.resolve("state/guard.db"), "no store at all ".repeat(500));

    Told told = changed(Map.of("PROXMOX_MCP_STATE", path("state")));

    assertThat(told.text()).matches(StoreFault.NO_STORE::isIn);
    assertThat(told.ends()).isEqualTo(Integer.toString(ExitCode.NO_PERMISSION));
  }

  /** What a person or a client got to see. */
  private record Told(String ends, String text) {
    static Told of(CommandRun run) {
      return new Told(Integer.toString(run.exitCode()), run.out() + run.err());
    }
  }

  private Told brought(ProgramFault fault) throws IOException {
    return switch (fault) {
      case NO_HOST -> checked(Map.of());
      case NO_FILE -> checked(Map.of("PROXMOX_MCP_CONFIG", path("none.yaml")));
      case NO_YAML -> file("version: 1\nclusters: {lab: [\n");
      case UNKNOWN_KEY -> file("version: 1\nalow: read\n");
      case FILE_OF_OTHERS -> {
        Path file = written("settings.yaml", CLUSTER.formatted("env:TOKEN"), "rw-rw-rw-");
        yield checked(Map.of("PROXMOX_MCP_CONFIG", file.toString()));
      }
      case NEWER_FILE -> file("version: 7\n");
      case TWO_PLACES -> {
        Map<String, String> variables = Settings.complete();
        variables.put("PROXMOX_MCP_CONFIG", settings("env:PROXMOX_TOKEN_VALUE").toString());
        yield checked(variables);
      }
      case NO_SECRET -> file(CLUSTER.formatted("env:TOKEN"));
      case TWO_SECRETS -> {
        Map<String, String> variables = Settings.complete();
        String other = "99999999-2222-3333-4444-555555555555";
        variables.put("PROXMOX_TOKEN_VALUE_FILE", written("other", other, "rw-------").toString());
        yield checked(variables);
      }
      case NO_SECRET_FILE -> file(CLUSTER.formatted("file:" + path("none")));
      case OPEN_SECRET_FILE -> secretFile(Settings.SECRET, "rw-r--r--");
      case UNREADABLE -> unreadable();
      case OTHER_CONTENT -> secretFile("", "rw-------");
      case NO_TOKEN_SECRET -> token("'" + Settings.SECRET + "'");
      case OTHER_PASSPHRASE -> {
        sealed();
        yield kept(new Person("another passphrase", Settings.SECRET));
      }
      case NOBODY_TYPES -> {
        sealed();
        yield file(CLUSTER.formatted("store:lab"));
      }
      case STORE_DAMAGED -> {
        byte[] bytes = Files.readAllBytes(sealed());
        bytes[bytes.length - 1]++;
        Files.write(store(), bytes);
        yield kept(new Person(PASSPHRASE, Settings.SECRET));
      }
      case NOT_IN_STORE -> {
        sealed();
        Path passphrase = written("passphrase", PASSPHRASE, "rw-------");
        yield file(
            CLUSTER.formatted("store:other") + "secrets: {passphrase-file: " + passphrase + "}\n");
      }
      case NO_STORE -> secret(new Person(PASSPHRASE), "rekey");
      case USAGE -> Told.of(CommandRun.of("serve", "--speed"));
      case NO_TOOL -> Told.of(CommandRun.of("call", "guest_lst", "--demo"));
      case NO_STATE_FOLDER -> changed(Map.of());
      case STATE_FOLDER ->
          changed(
              Map.of(
                  "PROXMOX_MCP_STATE", written("file", "", "rw-------").resolve("a").toString()));
      case LITTLE_MEMORY -> littleMemory();
      case PORT_TAKEN -> {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          yield served("127.0.0.1:" + taken.getLocalPort());
        }
      }
      case NO_ADDRESS -> served("no-such-host.invalid:0");
      case OPEN_TO_OTHERS -> served("0.0.0.0:0");
      case OWN_CERTIFICATE -> certificate(folder.resolve("none"), folder.resolve("none"));
      case NO_TOKEN -> asked(Map.of());
      case OTHER_HOST -> asked(Map.of("Origin", "https://evil.example"));
    };
  }

  /** Where one fault has several messages: the others. */
  private List<Told> inOtherForms(ProgramFault fault) throws IOException {
    return switch (fault) {
      case TWO_PLACES -> {
        Map<String, String> variables = Settings.complete();
        String two =
            CLUSTER + "  other: {host: pve2.invalid, token-id: a@pve!b, token-value: \"%1$s\"}\n";
        Path file =
            written(
                "two.yaml",
                two.replace("%s", "%1$s").formatted("env:PROXMOX_TOKEN_VALUE"),
                "rw-------");
        variables.put("PROXMOX_MCP_CONFIG", file.toString());
        yield List.of(checked(variables));
      }
      case OPEN_SECRET_FILE -> List.of(secretFile(Settings.SECRET, "rw-rw-rw-"));
      case NO_TOKEN_SECRET ->
          List.of(
              token("mcp@pve!assistant=" + Settings.SECRET),
              token("mcp@pve!assistant"),
              token(Settings.SECRET.substring(0, 35)));
      case OTHER_PASSPHRASE -> {
        Files.delete(store());
        secret(new Person(Settings.SECRET), "set", "lab", "--key-file", path("key"));
        Path other = written("other", "x".repeat(32), "rw-------");
        yield List.of(
            secret(new Person(Settings.SECRET), "set", "lab", "--key-file", other.toString()));
      }
      case USAGE -> List.of(Told.of(CommandRun.of("serve", "moon")));
      case NO_ADDRESS -> {
        Map<String, String> variables = Settings.complete();
        variables.put("PROXMOX_MCP_HTTP_TOKENS", "anna=sha256:" + "0".repeat(64));
        variables.put("XDG_STATE_HOME", path("home"));
        yield List.of(Told.of(CommandRun.in(variables, "serve", "--http", "192.0.2.1:0")));
      }
      case OWN_CERTIFICATE -> {
        Path none = written("none.pem", "moon", "rw-------");
        Path old = written("old.pem", "-----BEGIN RSA PRIVATE KEY-----\n", "rw-------");
        try (SimulatedCluster cluster =
            SimulatedCluster.homelab().clock(InstantSource.system()).start()) {
          Path real = written("real.pem", cluster.caCertificatePem(), "rw-------");
          yield List.of(certificate(none, old), certificate(real, none), certificate(real, old));
        }
      }
      case NO_TOKEN -> List.of(asked(Map.of("Authorization", "Bearer nobody")));
      default -> List.of();
    };
  }

  private static Told token(String secret) {
    Map<String, String> variables = Settings.complete();
    variables.put("PROXMOX_TOKEN_VALUE", secret);
    return checked(variables);
  }

  private Told certificate(Path certificate, Path key) throws IOException {
    Path file =
        written(
            "settings.yaml",
            CLUSTER.formatted("env:TOKEN")
                + "http: {certificate-file: %s, key-file: %s}\n".formatted(certificate, key),
            "rw-------");
    return Told.of(
        CommandRun.in(
            Map.of("TOKEN", Settings.SECRET),
            "serve",
            "--http",
            "127.0.0.1:0",
            "--config",
            file.toString()));
  }

  /** A limit below that of this very test would end it, so a file says that there is one. */
  private Told littleMemory() throws IOException {
    Files.writeString(folder.resolve("memory.max"), "67108864\n");
    MemoryLimit limit = new MemoryLimit(folder, folder.resolve("none"));
    SettingsException refused =
        catchThrowableOfType(
            SettingsException.class, () -> new Surroundings(Map.of(), limit).check());
    return new Told(Integer.toString(ExitCode.CONFIGURATION), String.valueOf(refused.getMessage()));
  }

  /** What a client with such headers is answered by a server that has tokens. */
  private static Told asked(Map<String, String> headers) throws IOException {
    Map<String, String> environment = Settings.complete();
    environment.put("PROXMOX_MCP_HTTP_TOKENS", "anna=sha256:" + "0".repeat(64));
    try (HttpServing server =
        new HttpServing(err -> HttpServing.program(environment, err, new HandTurned()))) {
      String answer = server.post(CALL, headers);
      return new Told("HTTP " + answer.split(" ", 3)[1], answer);
    }
  }

  private static Told checked(Map<String, String> environment) {
    return Told.of(CommandRun.in(environment, "settings", "check"));
  }

  private Told file(String text) throws IOException {
    Path file = written("settings.yaml", text, "rw-------");
    return checked(Map.of("PROXMOX_MCP_CONFIG", file.toString()));
  }

  private Path settings(String token) throws IOException {
    return written("settings.yaml", CLUSTER.formatted(token), "rw-------");
  }

  private Told secretFile(String content, String mode) throws IOException {
    return file(CLUSTER.formatted("file:" + written("secret", content, mode)));
  }

  private Told served(String address) {
    return Told.of(CommandRun.in(Settings.complete(), "serve", "--http", address));
  }

  private static Told changed(Map<String, String> state) throws IOException {
    try (SimulatedCluster cluster =
        SimulatedCluster.homelab().clock(InstantSource.system()).start()) {
      Map<String, String> environment = new HashMap<>(Settings.of(cluster));
      environment.putAll(state);
      return Told.of(
          CommandRun.in(
              environment,
              "call",
              "guest_power",
              "guests=203",
              "action=start",
              "--allow",
              "change"));
    }
  }

  /** A store that may be written and not read, even by root where the kernel says so. */
  private Told unreadable() throws IOException {
    Path file =
        System.getProperty("user.name").equals("root")
            ? Path.of("/proc/sys/vm/compact_memory")
            : written("unreadable", "", "-w-------");
    assumeTrue(Files.exists(file), "root may read everything here");
    Told told = Told.of(CommandRun.of("secret", "list", "--store", file.toString()));
    assertThat(told.text()).contains("run `ch", file.toString());
    return told;
  }

  /** A sealed store with one secret, which does not open by itself. */
  private Path sealed() {
    assertThat(kept(new Person(PASSPHRASE, PASSPHRASE, Settings.SECRET)).ends()).isEqualTo("0");
    return store();
  }

  private Told kept(Person person) {
    return secret(person, "set", "lab");
  }

  private Told secret(Person person, String... what) {
    List<String> arguments = new ArrayList<>(List.of("secret"));
    arguments.addAll(List.of(what));
    arguments.addAll(List.of("--store", store().toString()));
    return Told.of(CommandRun.at(person, Map.of(), "", arguments.toArray(String[]::new)));
  }

  private Path store() {
    return folder.resolve("secrets.sealed");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Path written(String name, String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return file;
  }
}
