package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.tls.TlsRules;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.ManualClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TlsVersionTest {
  /**
   * What a host that knows TLS 1.1 at most answers to any hello: RFC 4346, 7.4.1.3, with the suite
   * TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, so that the version alone is wrong, a random of zeros
   * and no session.
   */
  private static final byte[] HELLO_OF_1_1 =
      HexFormat.of()
          .parseHex("160302002a" + "02000026" + "0302" + "00".repeat(32) + "00" + "c02f00");

  private static Cluster client(int port, TlsRules rules) {
    ManualClock clock = new ManualClock();
    return Cluster.open(
        new ClusterSettings(
                "lab",
                new HostAddress("127.0.0.1", port),
                new ApiToken(TokenId.parse("ops@pve!mcp"), Secret.of(ScriptedHost.SECRET)),
                new Trust.Pins(List.of(TestCertificate.USUAL.fingerprint())),
                Lab.TIMEOUTS)
            .with(rules),
        clock,
        clock);
  }

  private static Unreachable failure(Cluster cluster) {
    return catchThrowableOfType(
        Unreachable.class, () -> cluster.through(Gate.readsOnly()).cluster().version());
  }

  @Test
  void a_host_that_speaks_an_older_tls_gets_no_request() throws Exception {
    CompletableFuture<byte[]> rest = new CompletableFuture<>();
    try (ServerSocket listening = new ServerSocket(0);
        Cluster cluster = client(listening.getLocalPort(), TlsRules.standard())) {
      Thread.startVirtualThread(() -> answerOld(listening, rest));

      Unreachable unreachable = failure(cluster);

      assertThat(unreachable.reason()).isEqualTo(Unreachable.Reason.NO_TLS);
      assertThat(unreachable.delivery()).isEqualTo(Delivery.NOT_SENT);
      assertThat(unreachable).hasMessageContaining("does not speak TLS 1.2 or later");
      // All that followed the client's hello is an alert: fatal (2), protocol version (70).
      assertThat(rest.get()).containsExactly(0x15, 0x03, 0x03, 0x00, 0x02, 2, 70);
    }
  }

  /** Until the test ends; a look is tried more than once. */
  private static void answerOld(ServerSocket listening, CompletableFuture<byte[]> rest) {
    while (!listening.isClosed()) {
      answerOnce(listening, rest);
    }
  }

  private static void answerOnce(ServerSocket listening, CompletableFuture<byte[]> rest) {
    try (Socket socket = listening.accept()) {
      byte[] head = socket.getInputStream().readNBytes(5);
      socket.getInputStream().readNBytes(((head[3] & 0xff) << 8) | (head[4] & 0xff));
      socket.getOutputStream().write(HELLO_OF_1_1);
      socket.getOutputStream().flush();
      rest.complete(socket.getInputStream().readAllBytes());
    } catch (IOException failed) {
      rest.completeExceptionally(failed);
    }
  }

  @Test
  void a_host_without_the_version_that_the_settings_want_gets_no_request() throws Exception {
    TlsRules newest = new TlsRules(List.of("TLSv1.3"), TlsRules.CIPHERS, Set.of());
    try (SSLServerSocket listening = listening("TLSv1.2");
        Cluster cluster = client(listening.getLocalPort(), newest)) {
      CompletableFuture<String> suite = accept(listening);

      assertThat(failure(cluster).reason()).isEqualTo(Unreachable.Reason.NO_TLS);
      assertThat(suite).failsWithin(Duration.ofSeconds(30));
    }
  }

  @Test
  void the_cipher_suite_is_one_that_the_settings_name() throws Exception {
    String wanted = "TLS_CHACHA20_POLY1305_SHA256";
    TlsRules one = new TlsRules(List.of("TLSv1.3"), List.of(wanted), Set.of());
    try (SSLServerSocket listening = listening("TLSv1.3", "TLSv1.2");
        Cluster cluster = client(listening.getLocalPort(), one)) {
      CompletableFuture<String> suite = accept(listening);
      assertThat(failure(cluster).reason()).isEqualTo(Unreachable.Reason.BROKEN);

      assertThat(suite.get()).isEqualTo(wanted);
    }
  }

  private static SSLServerSocket listening(String... protocols) throws IOException {
    SSLServerSocket listening =
        (SSLServerSocket)
            TestCertificate.USUAL.context().getServerSocketFactory().createServerSocket(0);
    listening.setEnabledProtocols(protocols);
    return listening;
  }

  /** The suite of the first connection; fails as its handshake does. */
  private static CompletableFuture<String> accept(SSLServerSocket listening) {
    CompletableFuture<String> suite = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      while (!listening.isClosed()) {
        acceptOnce(listening, suite);
      }
    });
    return suite;
  }

  private static void acceptOnce(SSLServerSocket listening, CompletableFuture<String> suite) {
    try (SSLSocket socket = (SSLSocket) listening.accept()) {
      socket.startHandshake();
      suite.complete(socket.getSession().getCipherSuite());
    } catch (IOException failed) {
      suite.completeExceptionally(failed);
    }
  }
}
