package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Pause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.SocketFactory;

/** A server over HTTP, in a thread of its own. */
final class HttpServing implements AutoCloseable {
  private final Pipe messages = Pipe.open();
  private final SocketFactory sockets;
  private final URI address;
  private final FutureTask<Integer> run;
  private final Thread thread;

  /**
   * @param made puts the program together; what it is given is standard error
   */
  HttpServing(Function<OutputStream, Program> made) throws IOException {
    this(made, "127.0.0.1:0", SocketFactory.getDefault());
  }

  /**
   * The same on another address.
   *
   * @param sockets by which it is reached over the loopback interface
   */
  HttpServing(Function<OutputStream, Program> made, String listen, SocketFactory sockets)
      throws IOException {
    this.sockets = sockets;
    Program program = made.apply(Channels.newOutputStream(messages.sink()));
    run = new FutureTask<>(() -> Main.commands(program).execute("serve", "--http", listen));
    thread = Thread.ofPlatform().start(run);
    String said =
        new BufferedReader(
                new InputStreamReader(
                    Channels.newInputStream(messages.source()), StandardCharsets.UTF_8))
            .readLine();
    address = URI.create(said.substring(said.indexOf("http")));
  }

  /** A program at no terminal, whose standard error is heard. */
  static Program program(Map<String, String> environment, OutputStream err, Pause pause) {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Program(terminal, environment, InstantSource.system(), pause);
  }

  /** Without a session, as the newest revision of MCP has it. */
  String post(String body) throws IOException {
    return post(body, Map.of());
  }

  /** The same with other headers too. */
  String post(String body, Map<String, String> headers) throws IOException {
    String modern =
        body.replace(
            "\"arguments\"",
            "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"test\",\"version\":\"1\"},"
                + "\"io.modelcontextprotocol/clientCapabilities\":{}},\"arguments\"");
    try (Socket socket = sockets.createSocket("127.0.0.1", address.getPort())) {
      String request =
          """
          POST %s HTTP/1.1\r
          Host: %s\r
          Content-Type: application/json\r
          Accept: application/json, text/event-stream\r
          MCP-Protocol-Version: 2026-07-28\r
          Mcp-Method: tools/call\r
          Mcp-Name: %s\r
          Content-Length: %d\r
          Connection: close\r
          %s\r
          %s\
          """
              .formatted(
                  address.getPath(),
                  address.getAuthority(),
                  body.replaceAll("(?s).*?\"name\":\"([a-z_]+)\".*", "$1"),
                  modern.getBytes(StandardCharsets.UTF_8).length,
                  headers.entrySet().stream()
                      .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                      .collect(Collectors.joining()),
                  modern);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What it answers to a GET. */
  String get(String path) throws IOException {
    try (Socket socket = sockets.createSocket("127.0.0.1", address.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, address.getAuthority())
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Where it says that it is. */
  URI address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    assertThat(run).succeedsWithin(Duration.ofSeconds(30));
    messages.sink().close();
    messages.source().close();
  }
}
