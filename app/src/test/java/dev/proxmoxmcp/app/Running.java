package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program in a thread of its own, with its streams in the test's hands. */
final class Running implements AutoCloseable {
  private final Pipe input = Pipe.open();
  private final Pipe output = Pipe.open();
  private final OutputStream toProgram = Channels.newOutputStream(input.sink());
  private final BufferedReader fromProgram =
      new BufferedReader(
          new InputStreamReader(Channels.newInputStream(output.source()), StandardCharsets.UTF_8));
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FutureTask<Integer> run;
  private final Thread thread;

  private Running(Map<String, String> environment, String... arguments) throws IOException {
    InputStream in = Channels.newInputStream(input.source());
    Terminal terminal =
        new Terminal(
            in,
            Channels.newOutputStream(output.sink()),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    run = new FutureTask<>(() -> Main.run(arguments, terminal, environment));
    thread = Thread.ofPlatform().start(run);
  }

  static Running of(Map<String, String> environment, String... arguments) throws IOException {
    return new Running(environment, arguments);
  }

  void say(String line) throws IOException {
    toProgram.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  String line() throws IOException {
    return String.valueOf(fromProgram.readLine());
  }

  JsonNode ask(String line) throws IOException {
    say(line);
    return JsonMapper.shared().readTree(line());
  }

  JsonNode call(int id, String tool, String arguments) throws IOException {
    return ask(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
            .formatted(id, tool, arguments));
  }

  /** Ends the input and waits for the program to end. */
  int end() throws IOException, InterruptedException, ExecutionException {
    toProgram.close();
    return run.get();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    toProgram.close();
    thread.interrupt();
    assertThat(run).succeedsWithin(Duration.ofSeconds(30));
    fromProgram.close();
    output.sink().close();
    input.source().close();
  }
}
