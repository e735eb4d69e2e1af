package dev.proxmoxmcp.app;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Need;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedReply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A host to set up, the folder of a user, and what both hold. */
final class InitLab implements AutoCloseable {
  static final String PASSWORD = "root-password-1";
  static final String APPROVAL = "yes from me alone";

  private final SimulatedCluster cluster;
  private final Path home;

  InitLab(Path home, String version) throws IOException {
    this.home = home;
    this.cluster =
        SimulatedCluster.of(Scenario.TWO_NODES)
            .version(version)
            .clock(InstantSource.system())
            .refusalDelay(Duration.ZERO)
            .start();
    privateFile("password", PASSWORD);
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  String host() {
    return "127.0.0.1:" + cluster.address().getPort();
  }

  Path config() {
    return home.resolve(".config/proxmox-mcp");
  }

  Path settings() {
    return config().resolve("settings.yaml");
  }

  Path privateFile(String name, String content) throws IOException {
    Path file = Files.writeString(home.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** With all that must be said where nobody sits, unless {@code more} says otherwise. */
  CommandRun unattended(String... more) {
    SequencedMap<String, String> usual = new LinkedHashMap<>();
    usual.put("--host", host());
    usual.put("--kind", "pve");
    usual.put("--cluster", "lab");
    usual.put("--fingerprint", cluster.fingerprint());
    usual.put("--password-file", home.resolve("password").toString());
    usual.put("--client", "none");
    usual.keySet().removeAll(List.of(more));
    List<String> first = new ArrayList<>(List.of("--yes"));
    usual.forEach((option, value) -> first.addAll(List.of(option, value)));
    return run(first.toArray(String[]::new), more);
  }

  CommandRun run(String[] first, String... more) {
    return CommandRun.in(
        environment(),
        Stream.of(List.of("init"), Arrays.asList(first), Arrays.asList(more))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  Map<String, String> environment() {
    return new HashMap<>(Map.of("HOME", home.toString()));
  }

  /** Types at a terminal; what is said and what is typed stands in the output, as on a screen. */
  CommandRun typing(List<String> lines, String... arguments) {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Deque<String> rest = new ArrayDeque<>(lines);
    Keyboard keyboard =
        new Keyboard() {
          @Override
          public boolean attended() {
            return true;
          }

          @Override
          public char[] hidden(String prompt) {
            show(prompt + "\n");
            return rest.remove().toCharArray();
          }

          @Override
          public String line(String prompt) {
            String typed = rest.remove();
            show(prompt + typed + "\n");
            return typed;
          }

          private void show(String text) {
            screen.writeBytes(text.getBytes(StandardCharsets.UTF_8));
          }
        };
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            screen,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            keyboard);
    String[] all = Stream.concat(Stream.of("init"), Stream.of(arguments)).toArray(String[]::new);
    int exitCode = Main.run(all, terminal, environment());
    return new CommandRun(
        exitCode,
        screen.toString(StandardCharsets.UTF_8).stripTrailing(),
        err.toString(StandardCharsets.UTF_8));
  }

  /** The same, with all said by options that is about the cluster and not about the person. */
  CommandRun typingRest(List<String> lines, String... more) {
    List<String> usual =
        List.of(
            "--host",
            host(),
            "--kind",
            "pve",
            "--cluster",
            "lab",
            "--toolsets",
            "inventory",
            "--fingerprint",
            cluster.fingerprint(),
            "--client",
            "none");
    return typing(lines, Stream.concat(usual.stream(), Stream.of(more)).toArray(String[]::new));
  }

  /** The same, with all said by options but the name of the cluster. */
  CommandRun typingNames(String... names) {
    return typing(
        List.of(names),
        "--host",
        host(),
        "--kind",
        "pve",
        "--fingerprint",
        cluster.fingerprint(),
        "--toolsets",
        "inventory",
        "--password-file",
        home.resolve("password").toString(),
        "--client",
        "none",
        "--yes");
  }

  /** What the host answers to an administrator. */
  JsonNode asked(String path) {
    return data(
        cluster.ask(
            "GET",
            "/api2/json" + path,
            Map.of(
                "Authorization",
                "PVEAPIToken="
                    + cluster.adminToken().id()
                    + "="
                    + cluster.adminToken().secret().reveal()),
            ""));
  }

  /** Has an administrator change something. */
  void change(String method, String path, String body) {
    var _ = changed(method, path, body);
  }

  /** From now on {@code root@pam} logs in with a code of an app, too. */
  void addApp(String secret) {
    JsonNode ticket =
        data(
            cluster.ask(
                "POST",
                "/api2/json/access/ticket",
                Map.of(),
                "username=root@pam&password=" + PASSWORD));
    var _ =
        data(
            cluster.ask(
                "POST",
                "/api2/json/access/tfa/root@pam",
                Map.of(
                    "Cookie",
                    "PVEAuthCookie="
                        + URLEncoder.encode(
                            ticket.path("ticket").asString(), StandardCharsets.UTF_8),
                    "CSRFPreventionToken",
                    ticket.path("CSRFPreventionToken").asString()),
                "type=totp&description=phone&value=123456&password="
                    + PASSWORD
                    + "&totp="
                    + URLEncoder.encode(
                        "otpauth://totp/PVE:root@pam?secret=" + secret + "&issuer=PVE",
                        StandardCharsets.UTF_8)));
  }

  /** Has an administrator make a token; its secret. */
  String made(String path, String... form) {
    return changed("POST", path, String.join("&", form)).path("value").asString();
  }

  private JsonNode changed(String method, String path, String body) {
    return data(
        cluster.ask(
            method,
            "/api2/json" + path,
            Map.of(
                "Authorization",
                "PVEAPIToken="
                    + cluster.adminToken().id()
                    + "="
                    + cluster.adminToken().secret().reveal(),
                "Content-Type",
                "application/x-www-form-urlencoded"),
            body));
  }

  static JsonNode askedOf(SimulatedBackupServer server, String path) {
    return data(
        server.ask(
            "GET",
            "/api2/json" + path,
            Map.of(
                "Authorization",
                "PBSAPIToken="
                    + server.adminToken().id()
                    + ":"
                    + server.adminToken().secret().reveal()),
            ""));
  }

  private static JsonNode data(SimulatedReply reply) {
    if (reply.status() != 200) {
      throw new IllegalStateException(reply.toString());
    }
    return JsonText.lenient().read(reply.body()).path("data");
  }

  /** Users, tokens, roles and permissions. */
  List<JsonNode> accounts() {
    return List.of(asked("/access/users?full=1"), asked("/access/roles"), asked("/access/acl"));
  }

  /** What a user or a token may, by path. */
  Map<String, SortedSet<String>> rights(String who) {
    JsonNode all =
        asked("/access/permissions?userid=" + URLEncoder.encode(who, StandardCharsets.UTF_8));
    Map<String, SortedSet<String>> rights = new HashMap<>();
    for (String path : all.propertyNames()) {
      rights.put(path, new TreeSet<>(all.path(path).propertyNames()));
    }
    return rights;
  }

  /** What the table says of these toolsets on a path. */
  static SortedSet<String> table(String release, String path, Toolset... toolsets) {
    return Stream.of(toolsets)
        .flatMap(one -> one.needs(Product.PVE, release).stream())
        .filter(need ->
            need.path().equals("/")
                || path.equals(need.path())
                || path.startsWith(need.path() + "/"))
        .map(Need::privileges)
        .flatMap(List::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All that lies in the user's folder, but for what the test put there. */
  String written() {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !home.equals(file.getParent()))
          .map(InitLab::content)
          .collect(Collectors.joining("\n"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What differs from run to run, by name. */
  String masked(String text) {
    return text.replace(cluster.fingerprint(), "FINGERPRINT")
        .replace(host(), "HOST")
        .replace(home.toString(), "HOME")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("--expire \\d+", "--expire SECONDS");
  }

  @Override
  public void close() {
    cluster.close();
  }
}
