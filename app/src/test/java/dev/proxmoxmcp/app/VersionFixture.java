package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one version of the program left behind in a home: settings, a sealed store with its key, a
 * state folder with a trail, a change that was done and a plan that waits, an export of the trail,
 * what {@code init} made, and what clients were told of the tools.
 */
final class VersionFixture {
  static final String PASSPHRASE = "four random words here";
  static final String TOKEN = "lab-token";

  private static final Pattern TIME =
      Pattern.compile("\\\\?\"(?:at|time)\\\\?\":\\\\?\"([^\"\\\\]+)");

  private final Path home;

  private VersionFixture(Path home) {
    this.home = home;
  }

  /** Writes one as this version of the program does. */
  static void write(Path home) throws IOException {
    for (String folder : List.of("settings", "state", "init")) {
      Files.createDirectories(
          home.resolve(folder),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    VersionFixture fixture = new VersionFixture(home);
    try (SimulatedCluster cluster = Patient.usual().start()) {
      String[] token = cluster.operatorToken().id().split("!", 2);
      Files.writeString(
          fixture.settings(),
          """
          version: 1
          clusters:
            lab:
              host: 127.0.0.1
              port: %d
              user: "%s"
              token-name: %s
              token-value: store:lab-token
              fingerprints: "%s"
          policy:
            rules:
              - allow: {tier: change, cluster: lab, tool: guest_power, guest: 203}
                because: it is for trying
          """
              .formatted(cluster.address().getPort(), token[0], token[1], cluster.fingerprint()));
      InstantSource now = InstantSource.system();
      fixture.well(
          now,
          new CommandRun.Person(cluster.operatorToken().secret().reveal()),
          "secret",
          "set",
          TOKEN,
          "--config",
          fixture.settings().toString(),
          "--key-file",
          fixture.key().toString());
      fixture.well(now, new CommandRun.Person(PASSPHRASE, PASSPHRASE), "approval-passphrase");
      fixture.well(
          now, new CommandRun.Person(), "call", "guest_power", "guests=203", "action=start");
      CommandRun waits =
          fixture.run(
              now, new CommandRun.Person(), "call", "snapshot_create", "guests=101", "name=before");
      assertThat(waits.exitCode()).as(waits.err()).isEqualTo(ExitCode.NO_PERMISSION);
      CommandRun exported = fixture.run(now, new CommandRun.Person(), "audit", "export");
      Files.writeString(home.resolve("audit.jsonl"), exported.out() + "\n");
      fixture.setUp(cluster);
    }
    Files.writeString(fixture.tools(), ToolContract.now().toPrettyString() + "\n");
    Files.deleteIfExists(fixture.sealed().resolveSibling("secrets.sealed.lock"));
    Files.deleteIfExists(fixture.initSettings().resolveSibling("secrets.sealed.lock"));
  }

  /** By {@code init}, beside all else. */
  private void setUp(SimulatedCluster cluster) throws IOException {
    Path password = Files.writeString(home.resolve("password"), InitLab.PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    well(
        InstantSource.system(),
        new CommandRun.Person(),
        "init",
        "--yes",
        "--config",
        initSettings().toString(),
        "--host",
        "127.0.0.1:" + cluster.address().getPort(),
        "--kind",
        "pve",
        "--cluster",
        "lab",
        "--fingerprint",
        cluster.fingerprint(),
        "--password-file",
        password.toString(),
        "--client",
        "none");
    Files.delete(password);
  }

  /** One that is kept with the sources, in a folder where it may be changed, with its modes. */
  static VersionFixture copied(Path kept, Path home) throws IOException {
    try (Stream<Path> files = Files.walk(kept)) {
      for (Path file : files.toList()) {
        Path copy = home.resolve(kept.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
          Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        } else {
          Files.copy(file, copy);
          Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        }
      }
    }
    return new VersionFixture(home);
  }

  Path settings() {
    return home.resolve("settings/settings.yaml");
  }

  /** The settings that {@code init} wrote. */
  Path initSettings() {
    return home.resolve("init/settings.yaml");
  }

  /** What {@code init} remembers. */
  Path initJournal() {
    return home.resolve("init/init.json");
  }

  /** What clients were told of the tools. */
  Path tools() {
    return home.resolve("tools.json");
  }

  Path sealed() {
    return home.resolve("settings/secrets.sealed");
  }

  Path key() {
    return home.resolve("settings/store.key");
  }

  Path database() {
    return home.resolve("state/guard.db");
  }

  List<String> exported() throws IOException {
    return Files.readAllLines(home.resolve("audit.jsonl"));
  }

  /** A moment after the last record, when its plan still waits. */
  Instant then() throws IOException {
    Matcher time = TIME.matcher(exported().getLast());
    assertThat(time.find()).as(exported().getLast()).isTrue();
    return Instant.parse(time.group(1)).plusSeconds(1);
  }

  /** A run of the program of today in this home. */
  CommandRun run(InstantSource clock, Keyboard keyboard, String... arguments) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.resolve("elsewhere").toString());
    environment.put("XDG_STATE_HOME", home.resolve("elsewhere").toString());
    environment.put("PROXMOX_MCP_STATE", home.resolve("state").toString());
    environment.put("PROXMOX_MCP_CONFIG", settings().toString());
    environment.put("PROXMOX_MCP_SECRETS_KEY_FILE", key().toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            keyboard);
    int exitCode =
        Main.commands(new Program(terminal, environment, clock, Thread::sleep)).execute(arguments);
    return new CommandRun(
        exitCode,
        out.toString(StandardCharsets.UTF_8).stripTrailing(),
        err.toString(StandardCharsets.UTF_8));
  }

  private void well(InstantSource clock, Keyboard keyboard, String... arguments) {
    CommandRun run = run(clock, keyboard, arguments);
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
  }
}
