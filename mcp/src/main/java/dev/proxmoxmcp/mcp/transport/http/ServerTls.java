package dev.proxmoxmcp.mcp.transport.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS 1.2 and 1.3 with one certificate, which may be replaced while the server runs: connections
 * that are open keep the one they began with. Of one server. Thread-safe.
 */
public final class ServerTls {
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private volatile ServerCertificate certificate;

  /** TLS with that certificate. */
  public ServerTls(ServerCertificate certificate) {
    this.certificate = certificate;
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    factory.setRenegotiationAllowed(false);
    factory.setSslContext(context(certificate));
  }

  /** The one that new connections get. */
  public ServerCertificate certificate() {
    return certificate;
  }

  /** New connections get another one. */
  public void renew(ServerCertificate other) {
    SSLContext context = context(other);
    try {
      factory.reload(same -> same.setSslContext(context));
    } catch (Exception impossible) { // Jetty declares no less
      throw new IllegalStateException("a context that was made is taken", impossible);
    }
    certificate = other;
  }

  /** What speaks TLS below HTTP. */
  SslConnectionFactory connections() {
    SslConnectionFactory connections =
        new SslConnectionFactory(factory, HttpVersion.HTTP_1_1.asString());
    // It would hold Host against the certificate; which names are ours, the door knows.
    connections.setEnsureSecureRequestCustomizer(false);
    return connections;
  }

  private static SSLContext context(ServerCertificate certificate) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] ofThisStoreAlone = {'-'};
      store.setKeyEntry(
          "server",
          certificate.key(),
          ofThisStoreAlone,
          certificate.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, ofThisStoreAlone);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("a key that belongs to its certificate is taken", impossible);
    }
  }
}
