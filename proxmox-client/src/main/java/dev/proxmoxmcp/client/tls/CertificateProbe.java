package dev.proxmoxmcp.client.tls;

import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.Unreachable.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Looks which certificate a host presents, so that a person can compare and pin it. It trusts
 * nothing: the handshake is broken off as soon as the certificate is there, and nothing of ours is
 * sent.
 */
public final class CertificateProbe {
  private CertificateProbe() {}

  /** Reads the certificate that a node of a cluster presents now. */
  public static PresentedCertificate read(HostAddress host, Duration limit)
      throws IOException, InterruptedException {
    return read(host, Product.PVE, limit);
  }

  /**
   * Reads the certificate that {@code host} presents now.
   *
   * @param product what should answer there, for messages
   * @param limit for everything: name, connection, handshake
   * @throws IOException if there is none within the limit; the message says why, for people
   * @throws InterruptedException if the caller is interrupted
   */
  public static PresentedCertificate read(HostAddress host, Product product, Duration limit)
      throws IOException, InterruptedException {
    Socket socket = new Socket();
    // shutdownNow, not close: after the limit the attempt is ended by closing its socket, and
    // waiting for a name service that hangs would break the limit
    ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    try (socket) {
      Future<PresentedCertificate> answer = thread.submit(() -> handshake(socket, host, limit));
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IOException(
          host + " presented no certificate within " + limit.toMillis() + " ms", late);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      String why = Reason.of(cause).orElse(Reason.BROKEN).explain(host, product, limit);
      throw new IOException(host + " presented no certificate: " + why, cause);
    } finally {
      thread.shutdownNow();
    }
  }

  /**
   * Whether an authority that this computer knows vouches for what {@code host} presents, for that
   * name and now, so that no pin is needed. Nothing but a handshake is sent.
   *
   * @param limit between two signs of life
   */
  public static boolean isVouchedFor(HostAddress host, InstantSource clock, Duration limit) {
    TlsRules rules = TlsRules.standard();
    TlsSetup setup =
        TlsContext.of(new Trust.SystemAuthorities(), rules, _ -> new Claim.Configured(), clock);
    try (SSLSocket proved =
        HandshakeProbe.connect(host, setup.context().get(), rules, limit, limit)) {
      return proved.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private static PresentedCertificate handshake(Socket plain, HostAddress host, Duration limit)
      throws IOException {
    plain.connect(
        new InetSocketAddress(host.host(), host.port()), Math.toIntExact(limit.toMillis()));
    SSLSocketFactory factory = TlsContext.with(new LookOnly()).getSocketFactory();
    try (SSLSocket tls = (SSLSocket) factory.createSocket(plain, host.host(), host.port(), true)) {
      tls.startHandshake();
      throw new IOException("the handshake ended without a certificate");
    } catch (SSLException brokenOff) {
      for (Throwable cause = brokenOff; cause != null; cause = cause.getCause()) {
        if (cause instanceof Seen seen) {
          return seen.certificate;
        }
      }
      throw brokenOff;
    }
  }

  /** Refuses every certificate, and says which it was. */
  private static final class LookOnly extends ServerTrust {
    @Override
    void check(X509Certificate[] chain, String authType, Peer peer) throws CertificateException {
      throw new Seen(PresentedCertificate.of(chain[0]));
    }
  }

  private static final class Seen extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient PresentedCertificate certificate;

    Seen(PresentedCertificate certificate) {
      super("seen");
      this.certificate = certificate;
    }
  }
}
