package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that others reach, with the certificate that it makes itself. */
class HttpCertificateTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"guest_list\",\"arguments\":{}}}";

  @TempDir private Path state;

  @Test
  void clients_that_were_given_its_certificate_call_it_by_a_token_after_a_restart_too()
      throws Exception {
    CommandRun token = CommandRun.of("http-token", "anna");
    String hash = token.err().replaceAll("(?s).*anna: (sha256:[0-9a-f]{64}).*", "$1");
    try (SimulatedCluster cluster =
        SimulatedCluster.homelab().clock(InstantSource.system()).start()) {
      Map<String, String> environment = new HashMap<>(Settings.of(cluster));
      environment.put("PROXMOX_MCP_HTTP_TOKENS", "anna=" + hash);
      environment.put("XDG_STATE_HOME", state.toString());
      Trusting sockets = new Trusting();
      for (int start = 0; start < 2; start++) {
        try (HttpServing server =
            new HttpServing(
                err -> HttpServing.program(environment, err, Thread::sleep),
                "0.0.0.0:0",
                sockets)) {
          if (start == 0) {
            sockets.trust(state.resolve("proxmox-mcp/http-certificate.pem"));
          }
          assertThat(server.address()).hasScheme("https");
          assertThat(server.address().getHost())
              .isEqualToIgnoringCase(InetAddress.getLocalHost().getHostName());
          assertThat(server.post(CALL)).startsWith("HTTP/1.1 401 ");
          assertThat(server.post(CALL, Map.of("Authorization", "Bearer " + token.out())))
              .startsWith("HTTP/1.1 200 ");
        }
      }
    }
  }

  @Test
  void without_tls_and_a_proxy_it_does_not_start() {
    Map<String, String> environment = Settings.complete();
    environment.put("PROXMOX_MCP_HTTP_TOKENS", "anna=sha256:" + "0".repeat(64));
    environment.put("PROXMOX_MCP_HTTP_TLS", "false");

    CommandRun run = CommandRun.in(environment, "serve", "--http", "0.0.0.0:0");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("tokens would pass where others can listen", "docs/http.md");
  }

  @Test
  void what_is_wrong_with_the_files_is_told_with_their_place() throws Exception {
    Path file = state.resolve("settings.yaml");
    Files.writeString(
        file,
        """
        version: 1
        http:
          tls: false
          certificate-file: nowhere.pem
          key-file: nowhere.key
        """);

    CommandRun run =
        CommandRun.in(Settings.complete(), "settings", "check", "--config", file.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err())
        .contains(":3:3: tls is false, and there is a certificate for it; keep one of them.");

    Files.writeString(file, Files.readString(file).replace("  tls: false\n", ""));
    assertThat(
            CommandRun.in(Settings.complete(), "settings", "check", "--config", file.toString())
                .err())
        .contains(":3:3: http.certificate-file: the file " + state.resolve("nowhere.pem"));
  }

  @Test
  void a_certificate_without_its_key_is_told() throws Exception {
    Map<String, String> environment = Settings.complete();
    environment.put("PROXMOX_MCP_HTTP_CERTIFICATE_FILE", "/etc/ssl/mcp.pem");

    CommandRun run = CommandRun.in(environment, "settings", "check");

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(run.err())
        .contains(
            "PROXMOX_MCP_HTTP_CERTIFICATE_FILE: certificate-file and key-file belong together.");
  }

  /** Sockets of TLS that trust one certificate, for 127.0.0.1 alone. */
  private static final class Trusting extends SocketFactory {
    @SuppressWarnings("NullAway.Init") // told what to trust before the first
    private SSLSocketFactory trusted;

    void trust(Path certificate) throws Exception {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      try (InputStream in = Files.newInputStream(certificate)) {
        store.setCertificateEntry(
            "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      trusted = context.getSocketFactory();
    }

    @Override
    public Socket createSocket(String host, int port) throws java.io.IOException {
      SSLSocket socket = (SSLSocket) trusted.createSocket(host, port);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
