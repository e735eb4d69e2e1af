package dev.proxmoxmcp.client.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedReply;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A simulated host of one product and version, and its root user, who may do everything. */
interface SimulatedHost extends AutoCloseable {
  JsonMapper JSON = new JsonMapper();

  /** What the hosts have, so that a call gets as far as its parameters. */
  Map<String, Object> THERE =
      Map.of("node", "pve1", "vmid", 100, "storage", "local", "store", "main");

  /** Starts one; changes without state behind them are answered. */
  static SimulatedHost start(Product product, String version) throws IOException {
    SimulatedCluster cluster =
        SimulatedCluster.of(product == Product.PVE ? Scenario.TWO_NODES : Scenario.HOMELAB)
            .clock(new ManualClock())
            .refusalDelay(Duration.ZERO)
            .version(product == Product.PVE ? version : SimulatedCluster.versions().getLast())
            .lenient()
            .start();
    return switch (product) {
      case PVE -> Cluster.of(cluster);
      case PBS -> BackupServer.of(cluster);
    };
  }

  /** Its answer to a request of the root user. */
  SimulatedReply ask(String method, String target, String type, String body);

  /** What is wrong with the parameters, by the names that the answer gives. */
  Map<String, String> errors(SimulatedReply reply);

  /** By method and path with placeholders, whether there is state behind an endpoint. */
  Map<String, Boolean> endpoints();

  @Override
  void close();

  /** Sends what this client would send. */
  default SimulatedReply call(CheckedCall call) {
    StringJoiner path = new StringJoiner("/", "/api2/json", "");
    for (String segment : call.path().split("/", -1)) {
      path.add(URLEncoder.encode(segment, UTF_8));
    }
    String method = call.endpoint().method().name();
    return method.equals("GET") || method.equals("DELETE")
        ? ask(method, path + query(new LinkedHashMap<>(call.parameters())), "", "")
        : ask(method, path.toString(), "application/json", call.json());
  }

  /** Calls an endpoint: what is no placeholder goes into the query, or into a body of JSON. */
  default SimulatedReply call(ApiEndpoint endpoint, Map<String, Object> arguments) {
    Map<String, Object> rest = new LinkedHashMap<>(arguments);
    String path = endpoint.template();
    for (String placeholder : endpoint.placeholders()) {
      String value = String.valueOf(rest.remove(placeholder));
      path = path.replace("{" + placeholder + "}", URLEncoder.encode(value, UTF_8));
    }
    String method = endpoint.method().name();
    return method.equals("GET") || method.equals("DELETE")
        ? ask(method, "/api2/json" + path + query(rest), "", "")
        : ask(method, "/api2/json" + path, "application/json", JSON.writeValueAsString(rest));
  }

  private static String query(Map<String, Object> rest) {
    List<String> pairs = new ArrayList<>();
    rest.forEach((name, value) -> {
      for (Object one : value instanceof Collection<?> several ? several : List.of(value)) {
        String text = one instanceof Boolean truth ? (truth ? "1" : "0") : String.valueOf(one);
        pairs.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(text, UTF_8));
      }
    });
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  /** A cluster, and a ticket of {@code root@pam}. */
  record Cluster(SimulatedCluster cluster, String cookie, String csrf) implements SimulatedHost {
    static Cluster of(SimulatedCluster cluster) {
      SimulatedReply login =
          cluster.ask(
              "POST",
              "/api2/json/access/ticket",
              Map.of(),
              "username=root@pam&password=root-password-1");
      JsonNode data = JSON.readTree(login.body()).path("data");
      return new Cluster(
          cluster,
          "PVEAuthCookie=" + data.path("ticket").asString(),
          data.path("CSRFPreventionToken").asString());
    }

    @Override
    public SimulatedReply ask(String method, String target, String type, String body) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Cookie", cookie);
      headers.put("CSRFPreventionToken", csrf);
      if (!type.isEmpty()) {
        headers.put("Content-Type", type);
      }
      return cluster.ask(method, target, headers, body);
    }

    @Override
    public Map<String, String> errors(SimulatedReply reply) {
      Map<String, String> errors = new TreeMap<>();
      if (reply.status() == 400 && reply.body().startsWith("{")) {
        JSON.readTree(reply.body())
            .path("errors")
            .properties()
            .forEach(error ->
                errors.put(
                    error.getKey().replaceFirst("\\[\\d+]$", ""), error.getValue().asString()));
      }
      return errors;
    }

    @Override
    public Map<String, Boolean> endpoints() {
      return cluster.endpoints();
    }

    @Override
    public void close() {
      cluster.close();
    }
  }

  /** A Backup Server, and a ticket of {@code root@pam}. */
  record BackupServer(
      SimulatedCluster beside, SimulatedBackupServer server, String cookie, String csrf)
      implements SimulatedHost {
    private static final Pattern ERROR = Pattern.compile("(?:^| )'([^'/]+)(?:/[^']*)?': (.*)$");

    static BackupServer of(SimulatedCluster cluster) throws IOException {
      SimulatedBackupServer server = SimulatedBackupServer.beside(cluster).start();
      var admin = server.adminToken();
      String token = "PBSAPIToken=" + admin.id() + ":" + admin.secret().reveal();
      server.ask(
          "PUT",
          "/api2/json/access/users/root@pam",
          Map.of("Authorization", token),
          "password=root-password-1");
      SimulatedReply login =
          server.ask(
              "POST",
              "/api2/json/access/ticket",
              Map.of(),
              "username=root@pam&password=root-password-1");
      JsonNode data = JSON.readTree(login.body()).path("data");
      return new BackupServer(
          cluster,
          server,
          "PBSAuthCookie=" + URLEncoder.encode(data.path("ticket").asString(), UTF_8),
          data.path("CSRFPreventionToken").asString());
    }

    @Override
    public SimulatedReply ask(String method, String target, String type, String body) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Cookie", cookie);
      headers.put("CSRFPreventionToken", csrf);
      if (!type.isEmpty()) {
        headers.put("Content-Type", type);
      }
      return server.ask(method, target, headers, body);
    }

    /** {@code parameter verification failed}, and a line of text for each. */
    @Override
    public Map<String, String> errors(SimulatedReply reply) {
      Map<String, String> errors = new TreeMap<>();
      if (reply.status() == 400 && reply.body().startsWith("parameter verification failed")) {
        for (String line : reply.body().split("\n", -1)) {
          Matcher error = ERROR.matcher(line);
          if (error.find()) {
            errors.put(error.group(1), error.group(2));
          }
        }
      }
      return errors;
    }

    @Override
    public Map<String, Boolean> endpoints() {
      return server.endpoints();
    }

    @Override
    public void close() {
      server.close();
      beside.close();
    }
  }
}
