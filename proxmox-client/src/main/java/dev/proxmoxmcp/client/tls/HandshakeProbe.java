package dev.proxmoxmcp.client.tls;

import dev.proxmoxmcp.client.HostAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Lets a host prove who it is: nothing but a handshake is sent. */
public final class HandshakeProbe {
  private HandshakeProbe() {}

  /**
   * A connection to {@code host}, which proved what {@code tls} asks of it; the caller's to close.
   * Blocks, so call it on a virtual thread; an interrupt ends it.
   *
   * @param rules what the connection may be made of
   * @param connect for the connection
   * @param silence between two signs of life of the handshake
   * @throws IOException if nobody answers in time, or it is not the right one (a {@link
   *     CertificateRefusal} is among the causes then)
   */
  public static SSLSocket connect(
      HostAddress host, SSLContext tls, TlsRules rules, Duration connect, Duration silence)
      throws IOException {
    Socket plain = new Socket();
    SSLSocket proved = null;
    try {
      plain.connect(
          new InetSocketAddress(host.host(), host.port()), Math.toIntExact(connect.toMillis()));
      plain.setSoTimeout(Math.toIntExact(silence.toMillis()));
      SSLSocket socket =
          (SSLSocket) tls.getSocketFactory().createSocket(plain, host.host(), host.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      TlsSetup.apply(rules, parameters);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      proved = socket;
      return proved;
    } finally {
      if (proved == null) {
        plain.close();
      }
    }
  }
}
