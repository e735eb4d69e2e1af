package dev.proxmoxmcp.base.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Opens connections to those who collect what this program tells. Stateless. */
public final class Wire {
  private static final int MILLIS = 10_000;
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private Wire() {}

  /**
   * A connection whose other end proved by a certificate that it is {@code host}.
   *
   * @param authorities a PEM file of those who may sign it; null for the system's
   * @throws IOException if there is none, or it proved nothing
   */
  public static Socket tls(String host, int port, @Nullable Path authorities) throws IOException {
    Socket plain = plain(host, port);
    try {
      SSLSocket socket =
          (SSLSocket) context(authorities).getSocketFactory().createSocket(plain, host, port, true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(VERSIONS);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (GeneralSecurityException unusable) {
      plain.close();
      throw new IOException("the authorities in " + authorities + " cannot be used", unusable);
    } catch (IOException refused) {
      plain.close();
      throw refused;
    }
  }

  /** A connection that anybody on the way can read. */
  public static Socket plain(String host, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), MILLIS);
      socket.setSoTimeout(MILLIS);
      return socket;
    } catch (IOException refused) {
      socket.close();
      throw refused;
    }
  }

  private static SSLContext context(@Nullable Path authorities)
      throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    if (authorities == null) {
      context.init(null, null, null);
      return context;
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(authorities)) {
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("authority" + number++, one);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
