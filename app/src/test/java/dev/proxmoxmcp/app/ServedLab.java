package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.mcp.transport.http.HttpSettings;
import dev.proxmoxmcp.mcp.transport.http.HttpTransport;
import dev.proxmoxmcp.mcp.transport.stdio.StdioTransport;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole server on a simulated cluster, for clients over pipes and sockets. Its clock moves when
 * the server waits, but a look at what is watched comes when the test says so.
 */
final class ServedLab implements AutoCloseable {
  final ManualClock clock = new ManualClock();
  final DemoCluster demo;
  final Service service;
  private final Semaphore waiting = new Semaphore(0);
  private final Semaphore allowed = new Semaphore(0);
  private final List<Closeable> open = new ArrayList<>();

  ServedLab(Tier... tiers) throws IOException {
    demo =
        DemoCluster.start(
            SimulatedCluster.homelab().clock(clock).refusalDelay(Duration.ZERO),
            DemoToken.OPERATOR);
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    Pause pause = this::sleep;
    service =
        new Program(terminal, Map.of(), clock, pause)
            .open(List.of(demo.connection()), new Policy(Set.of(tiers)));
  }

  private void sleep(Duration length) throws InterruptedException {
    String thread = Thread.currentThread().getName();
    if (thread.startsWith("watch ")) {
      waiting.release();
      allowed.acquire();
    } else if (thread.equals("cluster-budget")) {
      new CountDownLatch(1).await();
    } else {
      clock.sleep(length);
    }
  }

  /** What is watched, one thing, is looked at once more. */
  void look() throws InterruptedException {
    waiting.acquire();
    allowed.release();
    waiting.acquire();
    waiting.release();
  }

  SimulatedCluster cluster() {
    return demo.cluster();
  }

  /** How many requests came that can change something. */
  long writes() {
    return cluster().requests().list().stream()
        .filter(request -> !request.method().equals("GET"))
        .count();
  }

  /** A client over standard input and output. */
  Stdio stdio() throws IOException {
    Stdio client = new Stdio();
    open.add(client);
    return client;
  }

  /** A server over HTTP. */
  URI http() throws IOException {
    HttpTransport http =
        HttpTransport.start(
            service.server(), new HttpSettings("127.0.0.1", 0, Program.LOCAL), new SecureRandom());
    open.add(http::close);
    return http.address();
  }

  @Override
  public void close() throws IOException {
    service.resources().close();
    for (Closeable one : open.reversed()) {
      one.close();
    }
    service.close();
    demo.close();
  }

  /** A client that says lines and reads lines. */
  final class Stdio implements Closeable {
    private final Pipe input = Pipe.open();
    private final Pipe output = Pipe.open();
    private final OutputStream toServer = Channels.newOutputStream(input.sink());
    private final BufferedReader fromServer =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(output.source()), StandardCharsets.UTF_8));
    private final Thread thread;

    private Stdio() throws IOException {
      StdioTransport transport =
          new StdioTransport(
              service.server(),
              Program.LOCAL,
              Channels.newInputStream(input.source()),
              Channels.newOutputStream(output.sink()));
      thread =
          Thread.ofVirtual()
              .start(() -> {
                try (transport) {
                  transport.run();
                } catch (InterruptedException _) {
                  Thread.currentThread().interrupt();
                }
              });
    }

    void say(String line) throws IOException {
      toServer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    JsonNode next(Predicate<JsonNode> wanted) throws IOException {
      JsonNode message = JsonMapper.shared().readTree(String.valueOf(fromServer.readLine()));
      while (!message.isNull() && !wanted.test(message)) {
        message = JsonMapper.shared().readTree(String.valueOf(fromServer.readLine()));
      }
      return message;
    }

    /** The answer to a request. */
    JsonNode ask(String line) throws IOException {
      say(line);
      return next(message -> !message.has("method"));
    }

    @Override
    public void close() throws IOException {
      toServer.close();
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      fromServer.close();
      output.sink().close();
      input.source().close();
    }
  }

  /** One request over HTTP, whose answer may be a stream. */
  static final class Post implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;
    private String session = "";

    /**
     * @param body empty to listen, as a legacy client does
     */
    Post(URI server, String body, Map<String, String> headers) throws IOException {
      socket = new Socket(server.getHost(), server.getPort());
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder head =
          new StringBuilder(body.isEmpty() ? "GET " : "POST ")
              .append(server.getPath() + " HTTP/1.1\r\n")
              .append("Host: " + server.getAuthority() + "\r\n")
              .append("Content-Type: application/json\r\n")
              .append(
                  body.isEmpty()
                      ? "Accept: text/event-stream\r\n"
                      : "Accept: application/json, text/event-stream\r\n")
              .append("Connection: close\r\n");
      headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      head.append("Content-Length: " + bytes.length + "\r\n\r\n");
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
    }

    /** The next message, of a stream or the only one; missing at the end. */
    JsonNode next() throws IOException {
      String line = lines.readLine();
      while (line != null) {
        if (line.regionMatches(true, 0, "mcp-session-id:", 0, 15)) {
          session = line.substring(15).strip();
        }
        String message = line.startsWith("data:") ? line.substring(5).strip() : line;
        if (message.startsWith("{")) {
          return JsonMapper.shared().readTree(message);
        }
        line = lines.readLine();
      }
      return JsonMapper.shared().missingNode();
    }

    /** The session that the server began with this answer; empty for none, or before it. */
    String session() {
      return session;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
