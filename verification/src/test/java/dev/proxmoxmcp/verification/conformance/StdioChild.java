package dev.proxmoxmcp.verification.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fixture in a process of its own, spoken to by its standard input and output. Everything that
 * it writes there must be a JSON-RPC message on one line. Belongs to one thread.
 */
final class StdioChild implements AutoCloseable {
  /** Longer than a machine under load needs; a test that waits it out has failed. */
  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final OutputStream out;
  private final Path errors;
  private final Thread reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private int lastId;

  /**
   * What came of one request.
   *
   * @param before what the server sent between, in order: notifications, and requests of its own
   * @param answer to the request
   */
  record Exchange(List<JsonNode> before, JsonNode answer) {
    Exchange {
      before = List.copyOf(before);
    }

    /** Those before the answer that call that method. */
    List<JsonNode> before(String method) {
      return before.stream().filter(one -> one.path("method").asString("").equals(method)).toList();
    }

    JsonNode result() {
      assertThat(answer.has("result")).as("a result in %s", answer).isTrue();
      return answer.get("result");
    }

    JsonNode error() {
      assertThat(answer.has("error")).as("an error in %s", answer).isTrue();
      return answer.get("error");
    }

    int code() {
      return error().path("code").asInt();
    }
  }

  private StdioChild(List<String> arguments) throws IOException {
    errors = Files.createTempFile("fixture", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Fixture.class.getName());
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    out = process.getOutputStream();
    reader = Thread.ofVirtual().start(this::read);
  }

  /** A child before any message. */
  static StdioChild start(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--stdio"));
    arguments.addAll(List.of(more));
    return new StdioChild(arguments);
  }

  /** A child whose client shook hands in the newest legacy revision, with these capabilities. */
  static StdioChild legacy(String capabilities) throws IOException, InterruptedException {
    StdioChild child = start();
    String initialize =
        """
        {"protocolVersion":"2025-11-25","capabilities":%s,
         "clientInfo":{"name":"stdio-leg","version":"1"}}
        """
            .formatted(capabilities);
    assertThat(child.ask("initialize", initialize).result().path("protocolVersion").asString(""))
        .isEqualTo("2025-11-25");
    child.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return child;
  }

  void send(String line) throws IOException {
    send((line.replace("\n", " ") + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** The next message, whatever it is. */
  JsonNode next() throws InterruptedException {
    return next(PATIENCE_SECONDS * 1000)
        .orElseThrow(() ->
            new AssertionError("no message within " + PATIENCE_SECONDS + " s; " + complaints()));
  }

  /** The next message within that time. */
  Optional<JsonNode> next(long millis) throws InterruptedException {
    return Optional.ofNullable(lines.poll(millis, TimeUnit.MILLISECONDS)).map(FixtureJson::read);
  }

  /** Sends a request without waiting, and returns its id. */
  int request(String method, String params) throws IOException {
    lastId++;
    ObjectNode message = FixtureJson.object().put("jsonrpc", "2.0").put("id", lastId);
    message.put("method", method).set("params", FixtureJson.read(params));
    send(message.toString());
    return lastId;
  }

  /** Sends a request of the legacy era and waits for its answer; a request of the server fails. */
  Exchange ask(String method, String params) throws IOException, InterruptedException {
    return ask(
        method,
        params,
        question -> {
          throw new AssertionError("the server asked: " + question);
        });
  }

  /**
   * The same, and answers what the server asks in between.
   *
   * @param client makes the result for a request of the server
   */
  Exchange ask(String method, String params, Function<JsonNode, JsonNode> client)
      throws IOException, InterruptedException {
    return await(request(method, params), client);
  }

  /** Waits for the answer to that request. */
  Exchange await(int id, Function<JsonNode, JsonNode> client)
      throws IOException, InterruptedException {
    List<JsonNode> before = new ArrayList<>();
    while (true) {
      JsonNode message = next();
      if (!message.has("method") && message.path("id").asInt(0) == id) {
        return new Exchange(before, message);
      }
      before.add(message);
      if (message.has("method") && message.has("id")) {
        ObjectNode answer = FixtureJson.object().put("jsonrpc", "2.0");
        answer.set("id", message.get("id"));
        answer.set("result", client.apply(message));
        send(answer.toString());
      }
    }
  }

  /** Sends a request of the modern era, with no capabilities. */
  Exchange modern(String method, String params) throws IOException, InterruptedException {
    return modern(method, params, "{}");
  }

  /** Sends a request of the modern era; a request of the server on the stream fails. */
  Exchange modern(String method, String params, String capabilities)
      throws IOException, InterruptedException {
    return ask(method, withMeta(params, capabilities));
  }

  /** Parameters with the metadata of the modern era added to what they have. */
  static String withMeta(String params, String capabilities) {
    ObjectNode node = (ObjectNode) FixtureJson.read(params);
    ObjectNode meta = node.withObject("/_meta");
    meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
    meta.putObject("io.modelcontextprotocol/clientInfo")
        .put("name", "stdio-leg")
        .put("version", "1");
    meta.set("io.modelcontextprotocol/clientCapabilities", FixtureJson.read(capabilities));
    return node.toString();
  }

  /** Ends the input, waits until the process ended by itself, and returns what it still wrote. */
  List<JsonNode> end() throws IOException, InterruptedException {
    out.close();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ended").isTrue();
    assertThat(process.exitValue()).as(complaints()).isZero();
    reader.join();
    List<String> rest = new ArrayList<>();
    lines.drainTo(rest);
    return rest.stream().map(FixtureJson::read).toList();
  }

  /** What the process said on standard error. */
  String complaints() {
    try {
      return "standard error: " + Files.readString(errors);
    } catch (IOException unread) {
      return "standard error is not readable: " + unread.getMessage();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.deleteIfExists(errors);
  }

  private void read() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = in.readLine();
      while (line != null) {
        lines.add(line);
        line = in.readLine();
      }
    } catch (IOException closed) {
      // the process was ended by the test
    }
  }
}
