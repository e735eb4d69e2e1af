package dev.proxmoxmcp.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A homelab with its Backup Server, and a client for the latter. */
final class BackupLab implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Lab lab;
  private final SimulatedBackupServer server;

  private BackupLab(Lab lab) throws IOException {
    this.lab = lab;
    this.server = SimulatedBackupServer.beside(lab.cluster()).refusalDelay(Duration.ZERO).start();
  }

  static BackupLab start() throws IOException {
    return new BackupLab(Lab.start());
  }

  static BackupLab beside(Lab lab) throws IOException {
    return new BackupLab(lab);
  }

  /** The cluster beside it. */
  Lab lab() {
    return lab;
  }

  SimulatedBackupServer server() {
    return server;
  }

  /**
   * An answer.
   *
   * @param text the body as it came
   */
  record Said(int status, String type, String text) {
    Map<?, ?> body() {
      return JSON.readValue(text, Map.class);
    }

    @Nullable Object data() {
      return body().get("data");
    }

    Map<?, ?> object() {
      return (Map<?, ?>) Objects.requireNonNull(data(), text);
    }

    String upid() {
      return (String) Objects.requireNonNull(data(), text);
    }

    List<Map<?, ?>> rows() {
      return ((List<?>) Objects.requireNonNull(data(), text))
          .stream().<Map<?, ?>>map(row -> (Map<?, ?>) row).toList();
    }

    List<Object> column(String key) {
      return rows().stream().<Object>map(row -> String.valueOf(row.get(key))).toList();
    }
  }

  static String authorization(SimulatedToken token) {
    return "Authorization: PBSAPIToken=" + token.id() + ":" + token.secret().reveal() + "\r\n";
  }

  /** As the administrator. */
  Said get(String path) throws IOException {
    return call(server.adminToken(), "GET", path, "");
  }

  Said get(SimulatedToken token, String path) throws IOException {
    return call(token, "GET", path, "");
  }

  /** As the operator. */
  Said post(String path, String form) throws IOException {
    return call(server.operatorToken(), "POST", path, form);
  }

  Said call(SimulatedToken token, String method, String path, String form) throws IOException {
    return raw(method, "/api2/json" + path, authorization(token), form);
  }

  /** Any request, on a connection of its own. */
  Said raw(String method, String path, String headers, String form) throws IOException {
    String all =
        headers
            + (form.isEmpty()
                ? ""
                : "Content-Type: application/"
                    + (form.startsWith("{") ? "json" : "x-www-form-urlencoded")
                    + "\r\n");
    try (RawClient client =
        new RawClient(server.address().getPort(), server.certificatePem(), lab.clock().instant())) {
      RawClient.Reply reply = client.exchange(method, path, all, form);
      return new Said(
          reply.status(), reply.headers().getOrDefault("content-type", ""), reply.body());
    }
  }

  /** What a task's status says. */
  Map<?, ?> task(String upid) throws IOException {
    return get("/nodes/localhost/tasks/" + upid.replace("\\", "%5C") + "/status").object();
  }

  /** The lines of a task's log. */
  List<Object> log(String upid) throws IOException {
    return get("/nodes/localhost/tasks/" + upid.replace("\\", "%5C") + "/log?limit=0").column("t");
  }

  @Override
  public void close() throws IOException {
    server.close();
    lab.close();
  }
}
