package dev.proxmoxmcp.mcp.transport.http;

import static dev.proxmoxmcp.mcp.fixture.HttpClient.modernHeaders;
import static dev.proxmoxmcp.mcp.fixture.Talk.call;
import static dev.proxmoxmcp.mcp.fixture.Talk.initialize;
import static dev.proxmoxmcp.mcp.fixture.Talk.modern;
import static dev.proxmoxmcp.mcp.fixture.Talk.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.HttpClient;
import dev.proxmoxmcp.mcp.fixture.HttpClient.Answer;
import dev.proxmoxmcp.mcp.fixture.TestCertificate;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same server behind a certificate of its own. */
class HttpTlsTest {
  private static final String TOKEN = "pmcp_anna-0123456789abcdefghijklmnopqrstu";
  private static final Duration HEAD = Duration.ofMillis(500);

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // made before all tests
  private static TestCertificate first;

  @SuppressWarnings("NullAway.Init")
  private static TestCertificate second;

  private final ServerTls tls = new ServerTls(certificate(first));

  @BeforeAll
  static void make() throws Exception {
    first = TestCertificate.made(folder, "first", "-keyalg", "EC", "-groupname", "secp256r1");
    second = TestCertificate.made(folder, "second", "-keyalg", "RSA", "-keysize", "2048");
  }

  @Test
  void both_eras_are_answered() throws Exception {
    try (var server = started(HttpLimits.DEFAULT);
        var client = client(server)) {
      assertThat(server.transport.address()).hasScheme("https");
      assertThat(client.post(initialize("2025-11-25"), Map.of()).status()).isEqualTo(200);
      assertThat(client.modern(modern("1", "tools/list", "{}")).status()).isEqualTo(200);
    }
  }

  @Test
  void with_tokens_it_may_be_reached_by_others() throws Exception {
    Admission tokens = new AccessTokens(List.of(AccessToken.of("anna", Secret.simulated(TOKEN))));
    try (var server =
            new HttpFixture(
                Limits.DEFAULT,
                new HttpSettings(
                    "0.0.0.0",
                    0,
                    tokens,
                    new Exposure(List.of(), List.of(), tls),
                    HttpLimits.DEFAULT));
        var client = client(server)) {
      Map<String, String> headers = new HashMap<>(Map.of("Authorization", "Bearer " + TOKEN));
      assertThat(client.post(initialize("2025-11-25"), headers).status()).isEqualTo(200);
      headers.clear();
      assertThat(client.post(initialize("2025-11-25"), headers).status()).isEqualTo(401);
    }
  }

  @Test
  void without_tokens_a_certificate_is_not_enough() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new HttpFixture(
                    Limits.DEFAULT,
                    new HttpSettings(
                        "0.0.0.0",
                        0,
                        new Admission.Anyone(new Caller("local")),
                        new Exposure(List.of(), List.of(), tls),
                        HttpLimits.DEFAULT))
                .close())
        .withMessageContaining("token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void the_versions_that_are_good_are_spoken(String version) throws Exception {
    try (var server = started(HttpLimits.DEFAULT);
        SSLSocket socket = socket(server)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"})
  void a_cipher_suite_of_yesterday_is_refused(String suite) throws Exception {
    try (var server = started(HttpLimits.DEFAULT);
        SSLSocket socket = socket(server)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {suite});
      assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(socket::startHandshake);
    }
  }

  @Test
  void who_speaks_plain_http_gets_no_answer() throws Exception {
    try (var server = started(HttpLimits.DEFAULT);
        var client = new HttpClient(server.transport.address())) {
      client.head("GET /healthz HTTP/1.1", "Host: localhost");
      int alert = 0;
      while (!client.isClosedWithin(Duration.ofSeconds(10))) {
        alert++;
      }
      assertThat(alert).as("bytes of the alert of TLS").isLessThan(16);
    }
  }

  @Test
  void a_handshake_that_comes_byte_by_byte_is_cut_when_its_time_is_over() throws Exception {
    try (var server = started(HttpLimits.DEFAULT.withIdle(HEAD));
        var client = new HttpClient(server.transport.address())) {
      client.raw("\u0016\u0003\u0001\u0002\u0000"); // a record of 512 bytes follows
      assertThat(isCutWhileDribbling(client)).isTrue();
    }
  }

  @Test
  void a_handshake_that_never_begins_is_cut() throws Exception {
    try (var server = started(HttpLimits.DEFAULT.withIdle(HEAD));
        var client = new HttpClient(server.transport.address())) {
      assertThat(client.isClosedWithin(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void an_answer_that_takes_longer_than_a_head_may_is_not_cut() throws Exception {
    try (var server =
            started(HttpLimits.DEFAULT.withIdle(HEAD).withSilence(Duration.ofMillis(20)));
        var client = client(server)) {
      String hold = modern("1", "tools/call", call("hold"));
      client.send("POST", hold, modernHeaders(hold));
      assertThat(client.read().status()).isEqualTo(200);
      for (int beat = 0; beat < 50; beat++) {
        assertThat(client.nextBlock()).startsWith(":"); // every 20 ms
      }
      server.workbench.release();
      assertThat(text(Objects.requireNonNull(client.nextEvent()))).isEqualTo("released");
    }
  }

  @Test
  void a_certificate_is_renewed_while_the_server_runs() throws Exception {
    try (var server = started(HttpLimits.DEFAULT);
        var open = client(server)) {
      assertThat(open.modern(modern("1", "tools/list", "{}")).status()).isEqualTo(200);

      tls.renew(certificate(second));

      assertThat(open.modern(modern("2", "tools/list", "{}")).status()).isEqualTo(200);
      assertThatExceptionOfType(SSLHandshakeException.class)
          .isThrownBy(() -> client(server).modern(modern("3", "tools/list", "{}")));
      try (var other = new HttpClient(server.transport.address(), second.sockets())) {
        Answer answer = other.modern(modern("3", "tools/list", "{}"));
        assertThat(answer.status()).isEqualTo(200);
      }
      assertThat(tls.certificate().chain()).containsExactly(second.certificate());
    }
  }

  @Test
  void a_key_of_another_certificate_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerCertificate.of(List.of(first.certificate()), second.key()))
        .withMessage("the key is not that of the certificate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerCertificate.of(List.of(), second.key()));
  }

  @Test
  void what_is_printed_is_its_fingerprint_alone() {
    assertThat(certificate(first).fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(certificate(first))
        .hasToString("ServerCertificate[" + certificate(first).fingerprint() + "]");
  }

  private HttpFixture started(HttpLimits limits) throws IOException {
    return new HttpFixture(
        new Limits(8, 64 * 1024, Duration.ofMillis(100)),
        new HttpSettings(
            "127.0.0.1",
            0,
            new Admission.Anyone(new Caller("local")),
            new Exposure(List.of(), List.of(), tls),
            limits));
  }

  private static ServerCertificate certificate(TestCertificate made) {
    return ServerCertificate.of(List.of(made.certificate()), made.key());
  }

  private static HttpClient client(HttpFixture server) throws Exception {
    return new HttpClient(server.transport.address(), first.sockets());
  }

  private static SSLSocket socket(HttpFixture server) throws Exception {
    Socket socket =
        first
            .sockets()
            .createSocket(
                server.transport.address().getHost(), server.transport.address().getPort());
    return (SSLSocket) socket;
  }

  /** Sends a byte now and then, each well within the idle timeout; at most for five seconds. */
  private static boolean isCutWhileDribbling(HttpClient client) throws IOException {
    for (int count = 0; count < 50; count++) {
      if (client.isClosedWithin(Duration.ofMillis(100))) {
        return true;
      }
      try {
        client.raw("\u0001");
      } catch (SocketException cut) {
        return true;
      }
    }
    return false;
  }
}
