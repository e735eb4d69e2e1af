package dev.proxmoxmcp.mcp.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.Talk;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
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
    transport =
        HttpTransport.start(
            workbench.server(limits),
            new HttpSettings("127.0.0.1", 0, new Caller("local"), change.apply(HttpLimits.DEFAULT)),
            new SecureRandom());
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
