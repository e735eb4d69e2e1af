package dev.proxmoxmcp.verification.fidelity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Sends requests exactly as they were written, each on a connection of its own. */
final class Wire {
  private static final int PATIENCE_MILLIS = 20_000;

  private final int port;
  private final SSLContext context;

  /**
   * Speaks to a simulated cluster.
   *
   * @param now when its certificate must be valid
   */
  Wire(int port, String caCertificatePem, Instant now) {
    this.port = port;
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "authority",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(caCertificatePem.getBytes(US_ASCII))));
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A whole answer, as text. */
  record Reply(int status, String reason, String body) {}

  /** Sends a request; empty if the connection was closed without an answer. */
  Optional<Reply> send(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: pve1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    byte[] content = body.getBytes(UTF_8);
    if (content.length > 0 || method.equals("POST") || method.equals("PUT")) {
      head.append("Content-Length: " + content.length + "\r\n");
    }
    head.append("\r\n");
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(head.toString().getBytes(UTF_8));
      socket.getOutputStream().write(content);
      socket.getOutputStream().flush();
      return read(new BufferedInputStream(socket.getInputStream()), method.equals("HEAD"));
    } catch (SocketException reset) {
      return Optional.empty();
    }
  }

  private static Optional<Reply> read(InputStream in, boolean headOnly) throws IOException {
    Optional<String> start = line(in);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    int length = 0;
    for (Optional<String> line = line(in);
        line.isPresent() && !line.get().isEmpty();
        line = line(in)) {
      String[] header = line.get().split(":", 2);
      if (header[0].equalsIgnoreCase("content-length")) {
        length = Integer.parseInt(header[1].strip());
      }
    }
    String body = headOnly ? "" : new String(in.readNBytes(length), UTF_8);
    String[] parts = start.get().split(" ", 3);
    return Optional.of(
        new Reply(Integer.parseInt(parts[1]), parts.length > 2 ? parts[2] : "", body));
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return Optional.of(line.toString(ISO_8859_1));
  }
}
