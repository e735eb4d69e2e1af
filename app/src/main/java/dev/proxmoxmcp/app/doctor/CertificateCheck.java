package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.tls.CertificateProblem;
import dev.proxmoxmcp.client.tls.PresentedCertificate;
import dev.proxmoxmcp.client.tls.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** 9: the certificate is one that the settings trust. The token is not sent for it. */
final class CertificateCheck implements HostCheck {
  @Override
  public List<Finding> look(HostVisit host) {
    PresentedCertificate shown = host.certificate();
    try {
      host.answers(host.cluster().cluster().greet(host.address(), Duration.ZERO));
      return shown == null
          ? List.of()
          : List.of(
              Finding.ok(
                  Check.CERTIFICATE, host.address() + " presents " + described(shown) + "."));
    } catch (CertificateRejected rejected) {
      return List.of(
          new Finding(
              Finding.Level.PROBLEM,
              Check.CERTIFICATE,
              "The certificate of %s is not trusted: %s. It presents %s."
                  .formatted(
                      host.address(),
                      rejected.problem().explanation(),
                      described(rejected.certificate())),
              mends(host, rejected)));
    } catch (ProxmoxException failed) {
      return List.of(
          Finding.problem(
              Check.PROXMOX,
              String.valueOf(failed.getMessage()),
              Mend.runOn(host.place(), "systemctl status " + host.product().proxy())));
    }
  }

  private static String described(PresentedCertificate certificate) {
    return "subject %s, issuer %s, valid from %s to %s, SHA-256 %s"
        .formatted(
            ForeignText.line(certificate.subject(), 100),
            ForeignText.line(certificate.issuer(), 100),
            certificate.notBefore(),
            certificate.notAfter(),
            certificate.fingerprint());
  }

  private static List<Mend> mends(HostVisit host, CertificateRejected rejected) {
    List<Mend> mends = new ArrayList<>();
    switch (rejected.problem()) {
      case EXPIRED, WEAK_KEY, WEAK_SIGNATURE, NOT_FOR_SERVERS, UNACCEPTABLE ->
          mends.add(ExpiryCheck.renewal(host));
      case REVOKED -> mends.add(ExpiryCheck.renewal(host));
      case NOT_YET_VALID -> mends.add(Mend.run("timedatectl"));
      case SELF_SIGNED, UNKNOWN_AUTHORITY, OTHER_NAME, OTHER_PIN, NO_PIN_OF_NODE -> {}
    }
    if (rejected.problem() != CertificateProblem.REVOKED) {
      mends.add(Mend.runOn(host.place(), host.product().certificateCommand()));
      mends.add(
          Mend.todo(
              "Only if that shows the same SHA-256 fingerprint, which nobody in between has:"));
      mends.add(pin(host, rejected.certificate()));
    }
    return mends;
  }

  private static Mend pin(HostVisit host, PresentedCertificate certificate) {
    String place = host.connection().trustPlace();
    if (place.startsWith("PROXMOX_")) {
      return Mend.set("", certificate.pinLine());
    }
    return host.connection().settings().trust() instanceof Trust.NodePins
        ? Mend.set(
            "fingerprints of " + host.connection().settings().name(),
            "NODE: \"" + certificate.fingerprint() + "\"")
        : Mend.set(
            "clusters." + host.connection().settings().name(),
            "fingerprints: [\"" + certificate.fingerprint() + "\"]");
  }
}
