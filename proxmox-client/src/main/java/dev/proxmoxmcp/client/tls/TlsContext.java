package dev.proxmoxmcp.client.tls;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** Turns a {@link Trust} into what the JDK's TLS works with. */
public final class TlsContext {
  /** A resumed session is not verified again; a changed or expired certificate shows by then. */
  private static final Duration RESUMPTION = Duration.ofMinutes(1);

  private TlsContext() {}

  /**
   * A context that trusts as {@code trust} says, at the time of {@code clock}.
   *
   * @throws IllegalArgumentException if an authority file cannot be read or holds no certificate
   */
  public static SSLContext of(Trust trust, InstantSource clock) {
    return with(
        switch (trust) {
          case Trust.Pins pins -> new PinTrust(pins.accepted());
          case Trust.SystemAuthorities() -> new AuthorityTrust(Authorities.ofSystem(), clock);
          case Trust.AuthorityFile file ->
              new AuthorityTrust(Authorities.fromFile(file.pem()), clock);
        });
  }

  static SSLContext with(TrustManager trustManager) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trustManager}, null);
      context.getClientSessionContext().setSessionTimeout((int) RESUMPTION.toSeconds());
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("every Java platform has TLS", impossible);
    }
  }
}
