package dev.proxmoxmcp.app.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server of these settings on this machine, as somebody who asks how it is. It is known by its
 * certificate itself, so it need not be called by one of the names in it.
 *
 * @param host where it is reached from here
 * @param certificate the file of the certificate that it shows; null where it speaks no TLS
 */
public record OwnServer(String host, int port, @Nullable Path certificate) {
  /** For each step: to connect, to shake hands, to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** What is looked at is one line. */
  private static final int MAX_BYTES = 4096;

  /** Where it is, for people. */
  public String address() {
    return (certificate == null ? "http://" : "https://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port;
  }

  /**
   * Asks.
   *
   * @return what it answered, in one line
   * @throws IOException if it does not answer, or says that it is not well; the message says so
   */
  public String ask(String path) throws IOException {
    String whole = answer(path);
    String said = whole.substring(whole.indexOf("\r\n\r\n") + 1).strip();
    if (!whole.startsWith("HTTP/1.1 200 ")) {
      throw new IOException(
          whole.startsWith("HTTP/1.1 ")
              ? "The server at " + address() + " says of " + path + ": " + said
              : "What listens at " + address() + " does not answer as this program does.");
    }
    return said;
  }

  private String answer(String path) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(host, port), millis());
      plain.setSoTimeout(millis());
      return certificate == null ? answer(plain, path) : answerOverTls(plain, certificate, path);
    } catch (SocketTimeoutException silent) {
      throw new IOException(
          "The server at %s does not answer within %d s."
              .formatted(address(), PATIENCE.toSeconds()),
          silent);
    } catch (IOException unreachable) {
      throw new IOException(
          "No server answers at " + address() + ": " + unreachable.getMessage(), unreachable);
    }
  }

  private String answerOverTls(Socket plain, Path certificate, String path) throws IOException {
    try (SSLSocket secured =
        (SSLSocket)
            trusting(certificate).getSocketFactory().createSocket(plain, host, port, true)) {
      secured.startHandshake();
      return answer(secured, path);
    }
  }

  private static String answer(Socket socket, String path) throws IOException {
    // This name is one of every server, whatever else it is called.
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return new String(socket.getInputStream().readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
  }

  /** The very certificate of the file, whoever signed it. */
  private static SSLContext trusting(Path certificate) throws IOException {
    try {
      KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
      known.load(null, null);
      known.setCertificateEntry("own", PemFiles.chain(certificate).getFirst());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("cannot speak TLS", impossible);
    }
  }

  private static int millis() {
    return Math.toIntExact(PATIENCE.toMillis());
  }
}
