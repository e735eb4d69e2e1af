package dev.proxmoxmcp.verification.resilience;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program in a process of its own, as a client starts it and talks to it: over its standard
 * input and output. Not thread-safe.
 */
final class ServedProgram implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Path home;
  private final BufferedWriter toProgram;
  private final BufferedReader fromProgram;
  private int lastId;

  private ServedProgram(Process process, Path home) {
    this.process = process;
    this.home = home;
    this.toProgram = process.outputWriter(StandardCharsets.UTF_8);
    this.fromProgram = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * What a tool answered.
   *
   * @param millis from the request to the answer, as the client sees it
   */
  record Answer(String text, boolean error, long millis) {}

  /** Starts it for a cluster, with that token, and shakes hands. */
  static ServedProgram start(SimulatedCluster cluster, SimulatedToken token) throws IOException {
    Path home = Files.createTempDirectory("resilience");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.proxmoxmcp.app.Main",
            "serve");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PROXMOX_"));
    String[] id = token.id().split("!", 2);
    environment.putAll(
        Map.of(
            "HOME", home.toString(),
            "XDG_CONFIG_HOME", home.toString(),
            "PROXMOX_HOST", "127.0.0.1",
            "PROXMOX_PORT", Integer.toString(cluster.address().getPort()),
            "PROXMOX_USER", id[0],
            "PROXMOX_TOKEN_NAME", id[1],
            "PROXMOX_TOKEN_VALUE", token.secret().reveal(),
            "PROXMOX_FINGERPRINT", cluster.fingerprint()));
    builder.redirectError(home.resolve("log").toFile());
    ServedProgram program = new ServedProgram(builder.start(), home);
    program.ask(
        "initialize",
        """
        {"protocolVersion":"2025-11-25","capabilities":{},\
        "clientInfo":{"name":"resilience","version":"1"}}\
        """);
    program.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    return program;
  }

  /**
   * Calls a tool.
   *
   * @param arguments as JSON
   * @throws IOException if there is no answer within a minute
   */
  Answer call(String tool, String arguments) throws IOException {
    long began = System.nanoTime();
    JsonNode result =
        ask("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
    return new Answer(
        result.at("/content/0/text").asString(),
        result.at("/isError").asBoolean(false),
        (System.nanoTime() - began) / 1_000_000);
  }

  private JsonNode ask(String method, String parameters) throws IOException {
    int id = ++lastId;
    Thread watch = Thread.ofVirtual().start(this::endLater);
    try {
      say(
          "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
              .formatted(id, method, parameters));
      while (true) {
        String line = fromProgram.readLine();
        if (line == null) {
          throw new IOException("no answer to " + method + "; " + lastLines());
        }
        JsonNode message = JsonMapper.shared().readTree(line);
        if (message.path("id").asInt(0) == id) {
          return message.path("result");
        }
      }
    } finally {
      watch.interrupt();
    }
  }

  private void say(String line) throws IOException {
    toProgram.write(line + "\n");
    toProgram.flush();
  }

  private void endLater() {
    try {
      Thread.sleep(PATIENCE_SECONDS * 1_000L);
      process.destroyForcibly();
    } catch (InterruptedException _) {
      // It has answered.
    }
  }

  private String lastLines() throws IOException {
    List<String> log = Files.readAllLines(home.resolve("log"));
    return "it said: " + String.join(" | ", log.subList(Math.max(0, log.size() - 5), log.size()));
  }

  @Override
  public void close() throws IOException {
    toProgram.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    fromProgram.close();
    // Its log, and its state where the environment names no other folder for that.
    try (Stream<Path> left = Files.walk(home)) {
      for (Path one : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
