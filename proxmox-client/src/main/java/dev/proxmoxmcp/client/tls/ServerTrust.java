package dev.proxmoxmcp.client.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A trust manager for clients only. It extends the JDK's extended class, because around any other
 * the JDK wraps checks of its own, and decisions would be made in two places.
 */
abstract class ServerTrust extends X509ExtendedTrustManager {
  /**
   * Accepts the chain by returning. Both ends of a handshake come here: the JDK gives an engine or
   * a socket, whichever is used.
   */
  abstract void check(X509Certificate[] chain, String authType, Peer peer)
      throws CertificateException;

  /** How the connection's own trust manager is asked, with what it knows of the other side. */
  @FunctionalInterface
  interface Peer {
    void verify(X509ExtendedTrustManager by, X509Certificate[] chain, String authType)
        throws CertificateException;
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, authType, (by, c, type) -> by.checkServerTrusted(c, type, engine));
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, authType, (by, c, type) -> by.checkServerTrusted(c, type, socket));
  }

  /** Without a connection there is no host name to compare: refused. */
  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a certificate is checked for a connection only");
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw notAServer();
  }

  @Override
  public final X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private static CertificateException notAServer() {
    return new CertificateException("this trust is for clients only");
  }
}
