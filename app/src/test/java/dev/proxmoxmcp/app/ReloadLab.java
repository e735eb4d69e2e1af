package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two clusters, a settings file that names one of them, and servers that read it again when the
 * test says so. Takes what is written to standard error; for one thread.
 */
final class ReloadLab implements AutoCloseable {
  static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";
  static final String AT_NORTH = "24 guests";
  static final String AT_SOUTH = "20 guests";

  final Path folder;
  final HandTurned looks = new HandTurned();
  final SimulatedCluster north = simulated(24);
  final SimulatedCluster south = simulated(20);
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream errorOfTests = System.err;

  ReloadLab(Path folder) throws IOException {
    this.folder = folder;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  private static SimulatedCluster simulated(int guests) throws IOException {
    return SimulatedCluster.homelab().guests(guests).clock(InstantSource.system()).start();
  }

  String settings(SimulatedCluster cluster, String ofServer, String ofCluster) throws IOException {
    String token = cluster == north ? "lab.token" : "south.token";
    if (!Files.exists(folder.resolve(token))) {
      secret(token, cluster.operatorToken().secret().reveal());
    }
    return """
    version: 1
    %sclusters:
      lab:
        host: 127.0.0.1:%d
        token-id: %s
        token-value: file:%s
        fingerprints: "%s"
    %s\
    """
        .formatted(
            ofServer,
            cluster.address().getPort(),
            cluster.operatorToken().id(),
            token,
            cluster.fingerprint(),
            ofCluster);
  }

  void write(SimulatedCluster cluster, String ofServer, String ofCluster) throws IOException {
    write(settings(cluster, ofServer, ofCluster));
  }

  /** As editors and runtimes replace a file: whole. */
  void write(String text) throws IOException {
    Path made = Files.writeString(folder.resolve("new"), text);
    Files.move(made, file(), StandardCopyOption.ATOMIC_MOVE);
  }

  void secret(String name, String secret) throws IOException {
    Path made = Files.writeString(folder.resolve("new"), secret);
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  Path file() {
    return folder.resolve("settings.yaml");
  }

  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  static String call(int id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
        .formatted(id, tool, arguments);
  }

  static String text(JsonNode answer) {
    return answer.at("/result/content/0/text").asString();
  }

  Program program(InputStream in, OutputStream out, OutputStream err) {
    Terminal terminal = new Terminal(in, out, new PrintStream(err, true, StandardCharsets.UTF_8));
    Map<String, String> environment =
        Map.of(
            "PROXMOX_MCP_CONFIG",
            file().toString(),
            "PROXMOX_MCP_STATE",
            folder.resolve("state").toString());
    return new Program(terminal, environment, InstantSource.system(), looks);
  }

  Stdio stdio() throws IOException {
    return new Stdio();
  }

  @Override
  public void close() {
    System.setErr(errorOfTests);
    north.close();
    south.close();
  }

  /** A server over standard input and output, in a thread of its own. */
  final class Stdio implements AutoCloseable {
    private final Pipe input = Pipe.open();
    private final Pipe output = Pipe.open();
    private final OutputStream toProgram = Channels.newOutputStream(input.sink());
    private final BufferedReader fromProgram =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(output.source()), StandardCharsets.UTF_8));
    private final FutureTask<Integer> run;

    private Stdio() throws IOException {
      looks.begin();
      Program program =
          program(
              Channels.newInputStream(input.source()),
              Channels.newOutputStream(output.sink()),
              log);
      run = new FutureTask<>(() -> Main.commands(program).execute("serve"));
      Thread.ofPlatform().start(run);
    }

    void say(String line) throws IOException {
      toProgram.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    JsonNode answer() throws IOException {
      return JsonMapper.shared().readTree(String.valueOf(fromProgram.readLine()));
    }

    JsonNode ask(String line) throws IOException {
      say(line);
      return answer();
    }

    int end() throws IOException, InterruptedException, ExecutionException, TimeoutException {
      toProgram.close();
      return run.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
      toProgram.close();
      assertThat(run).succeedsWithin(Duration.ofSeconds(30));
      fromProgram.close();
      output.sink().close();
      input.source().close();
    }
  }
}
