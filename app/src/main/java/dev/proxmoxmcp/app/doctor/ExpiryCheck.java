package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.client.access.Remaining;
import dev.proxmoxmcp.client.tls.PresentedCertificate;
import dev.proxmoxmcp.client.tls.Trust;
import java.time.Instant;
import java.util.List;

/**
 * 10: the certificate holds for a while. Whether it is trusted by now is for the next check; where
 * it is pinned its dates do not matter to us, and still to everybody else.
 */
final class ExpiryCheck implements HostCheck {
  @Override
  public List<Finding> look(HostVisit host) {
    PresentedCertificate certificate = host.certificate();
    if (certificate == null) {
      return List.of();
    }
    Instant end = certificate.notAfter();
    String text = "The certificate of %s is valid until %s".formatted(host.address(), end);
    if (host.connection().settings().trust() instanceof Trust.Pins) {
      return List.of(
          Finding.ok(Check.EXPIRY, text + "; it is pinned, so that its dates do not count."));
    }
    return List.of(
        isNear(end, host)
            ? Finding.warning(
                Check.EXPIRY,
                text + ": it " + Remaining.words(end, host.clock().instant()) + ".",
                renewal(host))
            : Finding.ok(Check.EXPIRY, text + "."));
  }

  private static boolean isNear(Instant end, HostVisit host) {
    return switch (Remaining.of(end, host.clock().instant())) {
      case ENDLESS, AMPLE -> false;
      case SOON, VERY_SOON, OVER -> true;
    };
  }

  /** How a host gets a new certificate of its own making. */
  static Mend renewal(HostVisit host) {
    return Mend.runOn(host.place(), host.product().newCertificateCommand());
  }
}
