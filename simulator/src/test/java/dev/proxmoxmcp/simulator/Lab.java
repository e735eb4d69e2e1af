package dev.proxmoxmcp.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A homelab with a clock that the test moves, and a client for it. */
final class Lab implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final ManualClock clock = new ManualClock();
  private final SimulatedCluster cluster;
  private @Nullable RawClient kept;

  private Lab(ClusterBuilder builder) throws IOException {
    cluster = builder.clock(clock).start();
  }

  private static ClusterBuilder quick(ClusterBuilder builder) {
    return builder.refusalDelay(Duration.ZERO);
  }

  static Lab start() throws IOException {
    return new Lab(quick(SimulatedCluster.homelab()));
  }

  static Lab start(UnaryOperator<ClusterBuilder> settings) throws IOException {
    return new Lab(settings.apply(quick(SimulatedCluster.homelab())));
  }

  /** Of any scenario. */
  static Lab start(ClusterBuilder builder) throws IOException {
    return new Lab(quick(builder));
  }

  static Lab standalone() throws IOException {
    return new Lab(quick(SimulatedCluster.standalone()));
  }

  SimulatedCluster cluster() {
    return cluster;
  }

  ManualClock clock() {
    return clock;
  }

  void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  /** To a node's own listener. */
  RawClient connect(String node) throws IOException {
    return new RawClient(cluster.node(node).address(), cluster.caCertificatePem(), clock.instant());
  }

  /** Asks a node at its own listener, as the administrator, on a connection of its own. */
  Answer ask(String node, String path) throws IOException {
    try (RawClient client = connect(node)) {
      return answer(client.get("/api2/json" + path, authorization(cluster.adminToken())));
    }
  }

  RawClient connect() throws IOException {
    return new RawClient(cluster.address().getPort(), cluster.caCertificatePem(), clock.instant());
  }

  static String authorization(SimulatedToken token) {
    return "Authorization: PVEAPIToken=" + token.id() + "=" + token.secret().reveal() + "\r\n";
  }

  /** An answer whose body was read. */
  record Answer(int status, String reason, Map<?, ?> body) {
    @Nullable Object data() {
      return body.get("data");
    }

    /** What is wrong with the parameters: parameter to complaint. */
    Map<?, ?> errors() {
      return body.get("errors") instanceof Map<?, ?> errors ? errors : Map.of();
    }

    String text() {
      return String.valueOf(data());
    }

    Map<?, ?> object() {
      return (Map<?, ?>) Objects.requireNonNull(data(), "no data");
    }

    List<Map<?, ?>> rows() {
      return ((List<?>) Objects.requireNonNull(data(), "no data"))
          .stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList();
    }

    /** The values of one key in all rows. */
    List<Object> column(String key) {
      return rows().stream().<Object>map(row -> String.valueOf(row.get(key))).toList();
    }

    /** The one row whose {@code key} has that value. */
    Map<?, ?> row(String key, Object value) {
      return rows().stream()
          .filter(row -> value.equals(row.get(key)))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no row with " + key + " = " + value));
    }
  }

  /** A value that must be there and be an integer. */
  static long whole(Map<?, ?> row, String key) {
    return decimal(row, key).longValue();
  }

  /** A value that must be there and be a number. */
  static Number decimal(Map<?, ?> row, String key) {
    return (Number) Objects.requireNonNull(row.get(key), key);
  }

  /** A value that must be there and be an object. */
  static Map<?, ?> object(Map<?, ?> row, String key) {
    return (Map<?, ?>) Objects.requireNonNull(row.get(key), key);
  }

  Answer get(SimulatedToken token, String path) throws IOException {
    return call(token, "GET", "/api2/json" + path, "");
  }

  /** As the administrator. */
  Answer get(String path) throws IOException {
    return get(cluster.adminToken(), path);
  }

  Answer post(SimulatedToken token, String path, String form) throws IOException {
    return call(token, "POST", "/api2/json" + path, form);
  }

  /** As the operator. */
  Answer post(String path, String form) throws IOException {
    return post(cluster.operatorToken(), path, form);
  }

  Answer delete(SimulatedToken token, String path) throws IOException {
    return call(token, "DELETE", "/api2/json" + path, "");
  }

  /** Any request, on a connection that is kept as long as the server keeps it. */
  Answer call(SimulatedToken token, String method, String path, String form) throws IOException {
    return answer(exchange(token, method, path, form));
  }

  private static Answer answer(RawClient.Reply reply) {
    Map<?, ?> body =
        reply.body().startsWith("{") ? JSON.readValue(reply.body(), Map.class) : Map.of();
    return new Answer(reply.status(), reply.reason(), body);
  }

  private RawClient.Reply exchange(SimulatedToken token, String method, String path, String form)
      throws IOException {
    String headers =
        authorization(token)
            + (form.isEmpty() ? "" : "Content-Type: application/x-www-form-urlencoded\r\n");
    RawClient client = kept == null || kept.closedByServer() ? connect() : kept;
    kept = null;
    RawClient.Reply reply = client.exchange(method, path, headers, form);
    if (reply.saysClose()) {
      client.close();
    } else {
      kept = client;
    }
    return reply;
  }

  /** Does a power action as the operator; the UPID. */
  String power(String guest, String action, String form) throws IOException {
    Answer answer = post("/nodes/" + guest + "/status/" + action, form);
    if (answer.status() != 200) {
      throw new AssertionError(answer.status() + " " + answer.reason());
    }
    return answer.text();
  }

  /** What a task's status says. */
  Map<?, ?> task(String upid) throws IOException {
    return get("/nodes/" + upid.split(":", -1)[1] + "/tasks/" + upid + "/status").object();
  }

  /** The lines of a task's log. */
  List<Object> log(String upid) throws IOException {
    return get("/nodes/" + upid.split(":", -1)[1] + "/tasks/" + upid + "/log").column("t");
  }

  @Override
  public void close() throws IOException {
    if (kept != null) {
      kept.close();
    }
    cluster.close();
  }
}
