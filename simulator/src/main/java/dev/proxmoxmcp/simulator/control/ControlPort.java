package dev.proxmoxmcp.simulator.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.control.Command.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small JSON API over plain HTTP, through which a script sets and lifts the faults of a simulated
 * cluster and counts the requests that it got. Thread-safe.
 *
 * <p>It listens on 127.0.0.1 only and asks for no credentials: whoever may run programs on this
 * system may use it. Web pages may not: a request with another {@code Host} than its own, with an
 * {@code Origin}, or with a body that is not said to be JSON is refused, and no answer allows
 * another origin to read it.
 */
public final class ControlPort implements AutoCloseable {
  private static final int BODY_BYTES = 64 * 1024;
  private static final int BACKLOG = 16;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final HttpServer server;
  private final ExecutorService workers;
  private final List<Command> commands;
  private final Set<String> ownHosts;

  private ControlPort(HttpServer server, ExecutorService workers, List<Command> commands) {
    this.server = server;
    this.workers = workers;
    this.commands = commands;
    int port = server.getAddress().getPort();
    this.ownHosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  /**
   * Starts to listen on 127.0.0.1.
   *
   * @param clock that of the cluster
   * @param port 0 for any free one
   * @throws IOException if it cannot listen; the message names the port
   */
  public static ControlPort start(SimulatedCluster cluster, InstantSource clock, int port)
      throws IOException {
    HttpServer server;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
    } catch (IOException taken) {
      throw new IOException(
          "the control port " + port + " on 127.0.0.1 cannot be used: " + taken.getMessage(),
          taken);
    }
    ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    ControlPort control = new ControlPort(server, workers, new Commands(cluster, clock).all());
    server.setExecutor(workers);
    server.createContext("/", control::answer);
    server.start();
    return control;
  }

  /** Where it listens: {@code http://127.0.0.1:PORT}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        send(exchange, 200, result(exchange));
      } catch (Problem problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", problem.getMessage());
        if (!problem.accepted().isEmpty()) {
          body.put("accepted", problem.accepted());
        }
        send(exchange, problem.status(), body);
      } catch (UncheckedIOException taken) {
        send(exchange, 503, Map.of("error", String.valueOf(taken.getMessage())));
      }
    }
  }

  private Object result(HttpExchange exchange) throws IOException {
    checkOrigin(exchange);
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/") && method.equals("GET")) {
      return Map.of("commands", overview());
    }
    for (Command command : commands) {
      String name = command.match(path);
      if (name != null && command.method().equals(method)) {
        return command
            .action()
            .run(new Request(name, query(exchange.getRequestURI()), body(exchange)));
      }
    }
    throw new Problem(404, "there is no " + method + " " + path, overview());
  }

  private List<String> overview() {
    return commands.stream()
        .map(command -> command.method() + " " + command.path() + ": " + command.does())
        .toList();
  }

  private void checkOrigin(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !ownHosts.contains(host)) {
      throw new Problem(403, "refused: that is no name of this control port", ownHosts);
    }
    if (exchange.getRequestHeaders().containsKey("Origin")) {
      throw new Problem(403, "refused: web pages may not use the control port", List.of());
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    byte[] read = exchange.getRequestBody().readNBytes(BODY_BYTES + 1);
    if (read.length > BODY_BYTES) {
      throw new Problem(413, "the body is larger than " + BODY_BYTES + " bytes", List.of());
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    boolean json = type != null && type.split(";", 2)[0].strip().equals("application/json");
    if (read.length > 0 && !json) {
      throw new Problem(415, "the body must be said to be JSON", List.of("application/json"));
    }
    return new String(read, UTF_8);
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    String raw = uri.getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException broken) {
      throw Problem.bad("the query is not well encoded");
    }
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] text = (JSON.writeValueAsString(body) + "\n").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : text.length);
    if (!head) {
      exchange.getResponseBody().write(text);
    }
  }

  /** Stops listening; the cluster goes on. */
  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
