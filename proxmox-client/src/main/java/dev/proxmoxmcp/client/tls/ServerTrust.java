package dev.proxmoxmcp.client.tls;

import dev.proxmoxmcp.client.HostAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

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
  interface Peer {
    void verify(X509ExtendedTrustManager by, X509Certificate[] chain, String authType)
        throws CertificateException;

    /** The address to which this side meant to connect. */
    HostAddress address() throws CertificateException;
  }

  private record EnginePeer(SSLEngine engine) implements Peer {
    @Override
    public void verify(X509ExtendedTrustManager by, X509Certificate[] chain, String authType)
        throws CertificateException {
      by.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public HostAddress address() throws CertificateException {
      return ServerTrust.address(engine.getPeerHost(), engine.getPeerPort());
    }
  }

  private record SocketPeer(Socket socket) implements Peer {
    @Override
    public void verify(X509ExtendedTrustManager by, X509Certificate[] chain, String authType)
        throws CertificateException {
      by.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public HostAddress address() throws CertificateException {
      if (socket instanceof SSLSocket tls && tls.getHandshakeSession() != null) {
        SSLSession session = tls.getHandshakeSession();
        return ServerTrust.address(session.getPeerHost(), session.getPeerPort());
      }
      throw new CertificateException("a certificate is checked during a handshake only");
    }
  }

  private static HostAddress address(@Nullable String host, int port) throws CertificateException {
    try {
      return new HostAddress(host == null ? "" : host.replaceAll("[\\[\\]]", ""), port);
    } catch (IllegalArgumentException none) {
      throw new CertificateException("the connection does not tell where it goes", none);
    }
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, authType, new EnginePeer(engine));
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, authType, new SocketPeer(socket));
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
