import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Sends calls and counts answers; prints one line of JSON.
 *
 * <pre>
 * Load http URL legacy|stateless|modern CONNECTIONS SECONDS
 * Load open URL CALLS                  opens that many calls at once and waits for a line of input
 * Load stdio CALLS COMMAND…            asks one call after the other
 * </pre>
 */
public final class Load {
  private static final String ARGUMENTS = "{\"a\":12,\"b\":30,\"note\":\"how much is it?\"}";
  private static final String INITIALIZE =
      """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"load","version":"1"}}}\
      """;
  private static final String META =
      """
      "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientInfo":{"name":"load","version":"1"},\
      "io.modelcontextprotocol/clientCapabilities":{}},\
      """;

  private Load() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "http" ->
          http(
              URI.create(arguments[1]),
              arguments[2],
              Integer.parseInt(arguments[3]),
              Double.parseDouble(arguments[4]));
      case "open" -> open(URI.create(arguments[1]), Integer.parseInt(arguments[2]));
      case "stdio" ->
          stdio(
              Integer.parseInt(arguments[1]),
              Arrays.asList(arguments).subList(2, arguments.length));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static String call(int id, String tool, boolean modern) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"tools/call\",\"params\":{"
        + (modern ? META : "")
        + "\"name\":\""
        + tool
        + "\",\"arguments\":"
        + ARGUMENTS
        + "}}";
  }

  private static void http(URI url, String era, int connections, double seconds) throws Exception {
    String extra =
        switch (era) {
          case "legacy" -> session(url);
          case "modern" ->
              "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: add\r\n";
          default -> "MCP-Protocol-Version: 2025-11-25\r\n";
        };
    long end = System.nanoTime() + (long) (seconds * 1e9);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int number = 0; number < connections; number++) {
      int first = (number + 1) * 10_000_000;
      work.add(() -> {
        try (Connection connection = new Connection(url)) {
          int done = 0;
          while (System.nanoTime() < end) {
            String answer = connection.post(call(first + done, "add", era.equals("modern")), extra);
            if (!answer.contains("sum: 42")) {
              throw new IOException("no sum: " + answer);
            }
            done++;
          }
          return done;
        }
      });
    }
    long started = System.nanoTime();
    int total = 0;
    try (var threads = Executors.newFixedThreadPool(connections)) {
      for (var one : threads.invokeAll(work)) {
        total += one.get();
      }
    }
    System.out.printf("{\"rps\": %.1f}%n", total / ((System.nanoTime() - started) / 1e9));
  }

  private static String session(URI url) throws IOException {
    try (Connection connection = new Connection(url)) {
      connection.post(INITIALIZE, "");
      String extra =
          "Mcp-Session-Id: " + connection.session + "\r\nMCP-Protocol-Version: 2025-11-25\r\n";
      connection.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", extra);
      return extra;
    }
  }

  private static void open(URI url, int calls) throws Exception {
    List<Connection> connections = new ArrayList<>();
    String extra =
        "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: hold\r\n";
    for (int number = 0; number < calls; number++) {
      Connection connection = new Connection(url);
      connection.send(call(number, "hold", true), extra);
      connections.add(connection);
    }
    System.out.println("{\"open\": " + connections.size() + "}");
    System.in.read();
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private static void stdio(int calls, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream out = process.getOutputStream();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      ask(out, in, INITIALIZE);
      write(out, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      long[] times = new long[calls];
      for (int number = -calls; number < calls; number++) {
        String question = call(number + calls + 1, "add", false);
        long started = System.nanoTime();
        String answer = ask(out, in, question);
        if (number >= 0) {
          times[number] = System.nanoTime() - started;
        }
        if (!answer.contains("sum: 42")) {
          throw new IOException("no sum: " + answer);
        }
      }
      Arrays.sort(times);
      System.out.printf(
          "{\"p50\": %.1f, \"p99\": %.1f}%n",
          times[calls / 2] / 1e3, times[calls * 99 / 100] / 1e3);
    } finally {
      process.destroy();
    }
  }

  private static String ask(OutputStream out, BufferedReader in, String question)
      throws IOException {
    write(out, question);
    return String.valueOf(in.readLine());
  }

  private static void write(OutputStream out, String message) throws IOException {
    out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** One connection that is kept. */
  private static final class Connection implements AutoCloseable {
    private final URI url;
    private final Socket socket;
    private final InputStream in;
    private String session = "";

    Connection(URI url) throws IOException {
      this.url = url;
      this.socket = new Socket(url.getHost(), url.getPort());
      socket.setTcpNoDelay(true);
      this.in = new BufferedInputStream(socket.getInputStream(), 16384);
    }

    void send(String body, String extra) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "POST "
              + url.getPath()
              + " HTTP/1.1\r\nHost: 127.0.0.1:"
              + url.getPort()
              + "\r\n"
              + "Content-Type: application/json\r\n"
              + "Accept: application/json, text/event-stream\r\n"
              + extra
              + "Content-Length: "
              + bytes.length
              + "\r\n\r\n";
      byte[] all =
          Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + bytes.length);
      System.arraycopy(bytes, 0, all, head.length(), bytes.length);
      socket.getOutputStream().write(all);
    }

    String post(String body, String extra) throws IOException {
      send(body, extra);
      String status = line();
      int length = 0;
      boolean chunked = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String lower = line.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        } else if (lower.startsWith("transfer-encoding:")) {
          chunked = lower.contains("chunked");
        } else if (lower.startsWith("mcp-session-id:")) {
          session = line.substring(15).strip();
        }
      }
      StringBuilder answer = new StringBuilder();
      if (chunked) {
        for (int size = size(); size > 0; size = size()) {
          answer.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
          line();
        }
        line();
      } else {
        answer.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
      }
      if (!status.startsWith("HTTP/1.1 20")) {
        throw new IOException(status + " " + answer);
      }
      return answer.toString();
    }

    private int size() throws IOException {
      return Integer.parseInt(line().strip(), 16);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int one = in.read(); one != '\n'; one = in.read()) {
        if (one < 0) {
          throw new IOException("the server closed the connection");
        }
        if (one != '\r') {
          line.append((char) one);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
