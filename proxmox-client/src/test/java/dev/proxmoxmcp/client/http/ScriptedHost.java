package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.TokenSource;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.ManualClock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A host that says exactly what a test tells it to, for what a well-behaved simulated cluster does
 * not do. Each connection is spoken on a virtual thread of its own.
 */
final class ScriptedHost implements AutoCloseable {
  /**
   * What is said on one connection; when it returns, the connection closes without another word.
   */
  @FunctionalInterface
  interface Script {
    void speak(Line line) throws IOException, InterruptedException;
  }

  /** The secret of the token that clients of scripted hosts carry. */
  static final String SECRET = "11111111-2222-3333-4444-555555555555";

  /** What {@code GET /version} answers. */
  static final String VERSION = "{\"data\":{\"version\":\"9.2.4\",\"release\":\"9.2\"}}";

  /** Stands for any port that is free; nobody listens there. */
  static final int ANY = 1;

  private final ServerSocket listening;
  private final Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private ScriptedHost(ServerSocket listening, Script script) {
    this.listening = listening;
    this.script = script;
    var _ = threads.submit(this::accept);
  }

  /** Speaks TLS, with {@link TestCertificate}. */
  static ScriptedHost tls(Script script) throws IOException {
    return tls(new HostAddress("127.0.0.1", ANY), TestCertificate.USUAL, script);
  }

  /**
   * Speaks TLS at that address.
   *
   * @param at {@link #ANY} for its port takes any that is free
   */
  static ScriptedHost tls(HostAddress at, TestCertificate certificate, Script script)
      throws IOException {
    return new ScriptedHost(
        certificate
            .context()
            .getServerSocketFactory()
            .createServerSocket(
                at.port() == ANY ? 0 : at.port(), 50, InetAddress.getByName(at.host())),
        script);
  }

  /** Speaks in the clear. */
  static ScriptedHost plain(Script script) throws IOException {
    return new ScriptedHost(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  /** A client of this host, which pins its certificate. */
  Cluster open(Timeouts timeouts) {
    return openAt(address(), timeouts);
  }

  /** The same, whose token may be replaced from there. */
  Cluster open(Timeouts timeouts, TokenSource tokens) {
    return openAt(address(), timeouts, tokens);
  }

  /** A client of any address, which pins the certificate of scripted hosts. */
  static Cluster openAt(HostAddress address, Timeouts timeouts) {
    return openAt(address, timeouts, TokenSource.none());
  }

  private static Cluster openAt(HostAddress address, Timeouts timeouts, TokenSource tokens) {
    ApiToken token = new ApiToken(TokenId.parse("ops@pve!mcp"), Secret.of(SECRET));
    Trust pin = new Trust.Pins(List.of(TestCertificate.USUAL.fingerprint()));
    ManualClock clock = new ManualClock();
    return Cluster.open(
        new ClusterSettings("lab", address, token, pin, timeouts), tokens, clock, clock);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        connections.incrementAndGet();
        var _ = threads.submit(() -> speak(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void speak(Socket socket) {
    try (socket) {
      script.speak(new Line(socket));
    } catch (IOException brokenOff) {
      // the client's side of the story is what the test looks at
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  HostAddress address() {
    return new HostAddress(listening.getInetAddress().getHostAddress(), listening.getLocalPort());
  }

  /** Every request so far, head and body as they came. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    threads.shutdownNow();
    threads.close();
  }

  /** One connection. */
  final class Line {
    private final Socket socket;
    private final InputStream in;

    private Line(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** The next request, or empty when the client has closed. */
    Optional<String> request() throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return Optional.empty();
        }
        head.append((char) next);
      }
      int length =
          head.toString()
              .lines()
              .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
              .map(line -> Integer.parseInt(line.substring(15).strip()))
              .findFirst()
              .orElse(0);
      String request = head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
      requests.add(request);
      return Optional.of(request);
    }

    /** Waits until the client has begun to speak, whatever it says. */
    void hear() throws IOException {
      in.read();
    }

    /** Sends {@code text} as it is. */
    void say(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** Sends a status line and headers, and the empty line after them. */
    void head(String status, String... headers) throws IOException {
      say("HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    /** A good answer that keeps the connection open. */
    void answer(String json) throws IOException {
      head("200 OK", "Content-Type: application/json", "Content-Length: " + json.length());
      say(json);
    }

    /** Says nothing until the client or the test ends the connection. */
    void listenOn() throws IOException {
      while (in.read() >= 0) {
        // whatever comes
      }
    }
  }
}
