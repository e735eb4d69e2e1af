package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Greeting;
import dev.proxmoxmcp.client.HostAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Asks once over a connection of its own, and reads what the pool of connections hides: the
 * headers, and how long the other side keeps a connection. For one thread.
 */
final class Greeter {
  /** Of a head, and of as much of a body as is looked at. */
  private static final int MOST_BYTES = 64 << 10;

  private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.{0,200}?)</title>");

  private final SSLSocket socket;
  private final InstantSource clock;

  private Greeter(SSLSocket socket, InstantSource clock) {
    this.socket = socket;
    this.clock = clock;
  }

  /**
   * Asks.
   *
   * @param keep how long the connection is watched afterwards; zero for not at all
   * @throws dev.proxmoxmcp.client.ProxmoxException if there is nobody, it is not the right one, or
   *     it does not answer
   */
  static Greeting greet(
      HttpWire wire, InstantSource clock, Attempt attempt, WireRequest what, Duration keep) {
    try (SSLSocket socket = wire.connect(attempt.cluster(), attempt.host())) {
      return new Greeter(socket, clock).greet(attempt.host(), what, keep);
    } catch (IOException failed) {
      throw WireFailures.unmet(attempt, wire.timeouts(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw HttpWire.interrupted(attempt, Delivery.NOT_SENT, interrupted);
    }
  }

  private Greeting greet(HostAddress host, WireRequest what, Duration keep) throws IOException {
    String request =
        "%s %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\nUser-Agent: proxmox-mcp\r\n\r\n"
            .formatted(what.method(), what.target(), host);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String[] lines = head(in).split("\r?\n");
    Map<String, String> headers = headers(lines);
    String body = new String(body(in, headers), StandardCharsets.UTF_8);
    boolean json =
        headers.getOrDefault("content-type", "").contains("json")
            && body.stripLeading().startsWith("{")
            && body.contains("\"data\"");
    Matcher title = TITLE.matcher(body);
    return new Greeting(
        status(lines[0]),
        headers.getOrDefault("content-type", ""),
        json,
        title.find() ? title.group(1).strip() : "",
        headers.getOrDefault("server", ""),
        headers.getOrDefault("via", ""),
        date(headers.get("date")),
        keep.isPositive() ? closedAfter(in, keep) : null);
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    while (last != 0x0D0A0D0A) {
      int next = in.read();
      if (next < 0 || head.size() > MOST_BYTES) {
        throw new EOFException("no head of an HTTP answer");
      }
      head.write(next);
      last = last << 8 | next;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static int status(String line) throws IOException {
    Matcher status = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: .*)?").matcher(line);
    if (!status.matches()) {
      throw new IOException("no answer of HTTP");
    }
    return Integer.parseInt(status.group(1));
  }

  private static Map<String, String> headers(String[] lines) {
    Map<String, String> headers = new HashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.merge(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip(),
            (one, other) -> one + ", " + other);
      }
    }
    return headers;
  }

  /** As much as is promised; of what comes in chunks, the first one tells enough. */
  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
      return chunks(in);
    }
    String length = headers.getOrDefault("content-length", "0");
    int promised = length.matches("[0-9]{1,9}") ? Integer.parseInt(length) : 0;
    return in.readNBytes(Math.min(promised, MOST_BYTES));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line(in).replaceAll(";.*", "").strip();
      int length = size.matches("[0-9A-Fa-f]{1,6}") ? Integer.parseInt(size, 16) : 0;
      body.writeBytes(in.readNBytes(length));
      line(in);
      if (length == 0 || body.size() > MOST_BYTES) {
        return body.toByteArray();
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
      if (line.length() > MOST_BYTES) {
        throw new IOException("no answer of HTTP");
      }
    }
    return line.toString();
  }

  private static @Nullable Instant date(@Nullable String header) {
    try {
      return header == null
          ? null
          : DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /** Nothing more is asked for, so what comes is the end. */
  private @Nullable Duration closedAfter(InputStream in, Duration keep) throws IOException {
    Instant begin = clock.instant();
    socket.setSoTimeout(Math.toIntExact(keep.toMillis()));
    try {
      while (in.read() >= 0) {
        // what comes unasked does not matter here
      }
    } catch (SocketTimeoutException _) {
      return null;
    } catch (IOException _) {
      // a reset is an end, too
    }
    return Duration.between(begin, clock.instant());
  }
}
