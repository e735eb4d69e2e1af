package dev.proxmoxmcp.mcp.transport.http;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS 1.2 and 1.3 with one certificate, which may be replaced while the server runs: connections
 * that are open keep the one they began with. Of one server. Thread-safe.
 */
public final class ServerTls {
  private final CurrentKey key;

  /** TLS with that certificate. */
  public ServerTls(ServerCertificate certificate) {
    this.key = new CurrentKey(certificate);
  }

  /** The one that new connections get. */
  public ServerCertificate certificate() {
    return key.certificate();
  }

  /** New connections get another one. */
  public void renew(ServerCertificate other) {
    key.replace(other);
  }

  /** What speaks TLS below HTTP. */
  SslConnectionFactory connections() {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    factory.setRenegotiationAllowed(false);
    factory.setSslContext(context());
    SslConnectionFactory connections =
        new SslConnectionFactory(factory, HttpVersion.HTTP_1_1.asString());
    // It would hold Host against the certificate; which names are ours, the door knows.
    connections.setEnsureSecureRequestCustomizer(false);
    return connections;
  }

  private SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {key}, null, new SecureRandom());
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has TLS", impossible);
    }
  }
}
