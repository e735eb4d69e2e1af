package dev.proxmoxmcp.app;

import dev.proxmoxmcp.app.CommandRun.Person;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedReply;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A simulated cluster with a token {@code mcp@pve!assistant} that may not change itself, an
 * administrator {@code boss@pve} with a password, and a settings file that names the token.
 */
final class RotationSite implements AutoCloseable {
  static final String PASSWORD = "the-boss-has-a-password";
  static final String ROLE = "Assistant";

  private final Path folder;
  private final SimulatedCluster cluster;

  RotationSite(Path folder, String version) throws IOException {
    this.folder = folder;
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    cluster =
        SimulatedCluster.homelab()
            .version(version)
            .clock(InstantSource.system())
            .refusalDelay(Duration.ZERO)
            .start();
    send("POST", "/access/users", "userid", "boss@pve", "password", PASSWORD);
    send("PUT", "/access/acl", "path", "/", "users", "boss@pve", "roles", "Administrator");
    send("POST", "/access/users", "userid", "mcp@pve");
    send("POST", "/access/roles", "roleid", ROLE, "privs", "VM.Audit Sys.Audit Pool.Allocate");
    send("PUT", "/access/acl", "path", "/", "users", "mcp@pve", "roles", ROLE);
    String secret = created("assistant");
    secret(secret);
    write("file:lab.token");
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  /** Makes a token of {@code mcp@pve} with the role; answers its secret. */
  String created(String name) {
    JsonNode made =
        send(
            "POST",
            "/access/users/mcp@pve/token/" + name,
            "comment",
            "of the assistant",
            "expire",
            Long.toString(
                InstantSource.system().instant().plus(Duration.ofDays(10)).getEpochSecond()));
    send("PUT", "/access/acl", "path", "/", "tokens", "mcp@pve!" + name, "roles", ROLE);
    return made.path("value").asString();
  }

  /** As the administrator of the simulated cluster; answers the data. */
  JsonNode send(String method, String path, String... pairs) {
    String form =
        java.util.stream.IntStream.range(0, pairs.length / 2)
            .mapToObj(at -> pairs[2 * at] + "=" + encoded(pairs[2 * at + 1]))
            .collect(Collectors.joining("&"));
    SimulatedReply reply =
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
            form);
    if (reply.status() != 200) {
      throw new IllegalStateException(method + " " + path + ": " + reply.status() + reply.reason());
    }
    return JsonMapper.shared().readTree(reply.body()).path("data");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The names of the user's tokens. */
  List<String> tokens() {
    List<String> names = new ArrayList<>();
    send("GET", "/access/users/mcp@pve/token")
        .forEach(token -> names.add(token.path("tokenid").asString()));
    return names;
  }

  Path file() {
    return folder.resolve("settings.yaml");
  }

  Path secretFile() {
    return folder.resolve("lab.token");
  }

  /** The settings, with comments and an order of their own. */
  void write(String tokenValue) throws IOException {
    write("token-id: \"mcp@pve!assistant\" # the one that we rotate", tokenValue);
  }

  void write(String tokenId, String tokenValue) throws IOException {
    String text =
        """
        # The settings of the house.
        version: 1
        allow: change
        clusters:
          lab: # north
            fingerprints: "%s"
            %s
            token-value: %s
            host: 127.0.0.1
            port: %d
        """
            .formatted(cluster.fingerprint(), tokenId, tokenValue, cluster.address().getPort());
    Path made = Files.writeString(folder.resolve("new"), text);
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r-----"));
    Files.move(made, file(), StandardCopyOption.ATOMIC_MOVE);
  }

  void secret(String secret) throws IOException {
    Path made = Files.writeString(folder.resolve("new"), secret);
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    Files.move(made, secretFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  Map<String, String> environment() {
    return Map.of(
        "PROXMOX_MCP_CONFIG",
        file().toString(),
        "HOME",
        folder.toString(),
        "XDG_STATE_HOME",
        folder.resolve("state").toString(),
        // the writes of a trial come faster than those of any caller; its rate is not the subject
        "PROXMOX_MCP_POLICY_RATES_CHANGE_BURST",
        "1000");
  }

  /** {@code token rotate} at a terminal where the administrator types his password. */
  CommandRun rotate(String... more) {
    return run(new Person(PASSWORD), more);
  }

  CommandRun run(Keyboard keyboard, String... more) {
    List<String> arguments = new ArrayList<>(List.of("token", "rotate"));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.at(keyboard, environment(), "", arguments.toArray(String[]::new));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
