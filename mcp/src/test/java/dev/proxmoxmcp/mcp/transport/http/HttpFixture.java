package dev.proxmoxmcp.mcp.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.Talk;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A workbench served over HTTP on any free port; impatient, so that tests are quick. */
final class HttpFixture implements AutoCloseable {
  static final String SESSION = "Mcp-Session-Id";

  final Workbench workbench = new Workbench();
  final HttpTransport transport;

  HttpFixture() throws IOException {
    this(
        new Limits(8, 64 * 1024, Duration.ofMillis(100)),
        limits -> limits.withSilence(Duration.ofSeconds(Workbench.PATIENCE_SECONDS)));
  }

  HttpFixture(Limits limits, UnaryOperator<HttpLimits> change) throws IOException {
    this(
        limits,
        new HttpSettings("127.0.0.1", 0, new Caller("local"), change.apply(HttpLimits.DEFAULT)));
  }

  HttpFixture(Limits limits, HttpSettings settings) throws IOException {
    this(limits, settings, Readiness.STARTED);
  }

  HttpFixture(Limits limits, HttpSettings settings, Readiness readiness) throws IOException {
    transport =
        HttpTransport.start(
            workbench.server(limits), settings, new SecureRandom(), readiness, List.of());
  }

  /** A server on the loopback interface that asks for tokens. */
  static HttpFixture guarded(Admission admission, Exposure exposure) throws IOException {
    return new HttpFixture(
        new Limits(8, 64 * 1024, Duration.ofMillis(100)),
        new HttpSettings(
            "127.0.0.1",
            0,
            admission,
            exposure,
            HttpLimits.DEFAULT.withSilence(Duration.ofSeconds(Workbench.PATIENCE_SECONDS))));
  }

  /** A server that makes a stream of every call, and beats often. */
  static HttpFixture talkative() throws IOException {
    return new HttpFixture(
        new Limits(8, 64 * 1024, Duration.ofMillis(100)),
        limits -> limits.withSilence(Duration.ofMillis(20)));
  }

  HttpClient client() throws IOException {
    return new HttpClient(transport.address());
  }

  /** The same where the server names itself by a name that nobody knows here. */
  HttpClient clientOnLoopback() throws IOException {
    return new HttpClient(
        URI.create("http://127.0.0.1:" + transport.address().getPort() + Endpoint.PATH));
  }

  /** Shakes hands on a connection of its own and returns the session's headers. */
  Map<String, String> session() throws IOException {
    try (HttpClient client = client()) {
      String id = client.post(Talk.initialize("2025-11-25"), Map.of()).header(SESSION);
      assertThat(id).isNotEmpty();
      return Map.of(SESSION, id, "MCP-Protocol-Version", "2025-11-25");
    }
  }

  @Override
  public void close() {
    transport.close();
  }
}
