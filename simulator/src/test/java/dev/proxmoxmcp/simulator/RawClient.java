package dev.proxmoxmcp.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.X509CertSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * One connection that shows what libraries hide: the reason phrase, what was really sent, who
 * closed. Trusts the one authority that it is given and checks the host's name.
 */
final class RawClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SSLSocket socket;
  private final InputStream in;

  /**
   * Connects to 127.0.0.1.
   *
   * @param now when certificates must be valid
   */
  RawClient(int port, String caCertificatePem, Instant now) throws IOException {
    this(URI.create("https://127.0.0.1:" + port), caCertificatePem, now);
  }

  /** Connects to any address. */
  RawClient(URI address, String caCertificatePem, Instant now) throws IOException {
    InetAddress host = InetAddress.ofLiteral(address.getHost());
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trustIn(caCertificatePem, now).getTrustManagers(), null);
      socket = (SSLSocket) context.getSocketFactory().createSocket(host, address.getPort());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
    socket.setSoTimeout((int) PATIENCE.toMillis());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    in = new BufferedInputStream(socket.getInputStream());
  }

  private static TrustManagerFactory trustIn(String caCertificatePem, Instant now)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "authority",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(caCertificatePem.getBytes(US_ASCII))));
    PKIXParameters parameters = new PKIXBuilderParameters(store, new X509CertSelector());
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    return factory;
  }

  record Reply(int status, String reason, Map<String, String> headers, String body) {
    boolean saysClose() {
      return headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }
  }

  /** SHA-256 of the certificate that the server showed. */
  String peerFingerprint() throws IOException {
    try {
      byte[] encoded = socket.getSession().getPeerCertificates()[0].getEncoded();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(encoded);
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The socket below, for tests that leave HTTP. */
  Socket socket() {
    return socket;
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }

  /** Sends a GET request with further header lines, each ending in CR LF. */
  Reply get(String path, String headers) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: pve1\r\n" + headers + "\r\n");
    return read();
  }

  /** Sends a request with a body. */
  Reply exchange(String method, String path, String headers, String body) throws IOException {
    send(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: pve1\r\n"
            + headers
            + "Content-Length: "
            + body.getBytes(UTF_8).length
            + "\r\n\r\n"
            + body);
    return read();
  }

  /** Reads one answer. */
  Reply read() throws IOException {
    String[] start = line().split(" ", 3);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("ended after " + body.length + " of " + length + " bytes");
    }
    return new Reply(
        Integer.parseInt(start[1]),
        start.length > 2 ? start[2] : "",
        headers,
        new String(body, UTF_8));
  }

  /** Reads the status line only: an answer to HEAD has no body, whatever its headers say. */
  String statusLine() throws IOException {
    return line();
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed after '" + line.toString(ISO_8859_1) + "'");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  /** Whether the server has hung up while nobody looked. */
  boolean closedByServer() throws IOException {
    int before = socket.getSoTimeout();
    socket.setSoTimeout(1);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (SocketException reset) {
      return true;
    } finally {
      if (!socket.isClosed()) {
        socket.setSoTimeout(before);
      }
    }
  }

  /** Waits until the server closes; anything else it sends is a failure. */
  void awaitClose() throws IOException {
    try {
      int next = in.read();
      if (next >= 0) {
        throw new AssertionError("sent " + next + " instead of closing");
      }
    } catch (SocketException reset) {
      // closed too, in the harder way
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
