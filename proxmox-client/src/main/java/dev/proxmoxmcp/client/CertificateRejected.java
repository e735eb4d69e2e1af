package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.client.tls.CertificateProblem;
import dev.proxmoxmcp.client.tls.PresentedCertificate;

/**
 * The certificate that a host presents was not trusted. Neither the request nor the token was sent.
 */
public final class CertificateRejected extends ProxmoxException {
  private static final long serialVersionUID = 1L;
  private static final int NAME = 200;

  private final transient PresentedCertificate certificate;
  private final CertificateProblem problem;

  /** Of what the host presented. */
  public CertificateRejected(
      Attempt attempt,
      PresentedCertificate certificate,
      CertificateProblem problem,
      Throwable cause) {
    super(
        fault(problem),
        attempt.failure()
            + ": the certificate of "
            + attempt.host()
            + " was not trusted: "
            + problem.explanation()
            + ". It presents: subject "
            + ForeignText.quoted(certificate.subject(), NAME)
            + ", issuer "
            + ForeignText.quoted(certificate.issuer(), NAME)
            + ", valid from "
            + certificate.notBefore()
            + " to "
            + certificate.notAfter()
            + ", SHA-256 "
            + certificate.fingerprint()
            + ". "
            + advice(attempt, certificate, problem)
            + " Nothing was sent.",
        Delivery.NOT_SENT,
        cause);
    this.certificate = certificate;
    this.problem = problem;
  }

  private static Fault fault(CertificateProblem problem) {
    return switch (problem) {
      case EXPIRED, NOT_YET_VALID -> Fault.CERTIFICATE_TIME;
      case SELF_SIGNED, UNKNOWN_AUTHORITY, NO_PIN_OF_NODE -> Fault.CERTIFICATE_UNKNOWN;
      case OTHER_NAME -> Fault.CERTIFICATE_OTHER_NAME;
      case OTHER_PIN -> Fault.CERTIFICATE_OTHER_PIN;
      case WEAK_KEY, WEAK_SIGNATURE, NOT_FOR_SERVERS, UNACCEPTABLE -> Fault.CERTIFICATE_WEAK;
      case REVOKED -> Fault.CERTIFICATE_REVOKED;
    };
  }

  private static String advice(
      Attempt attempt, PresentedCertificate certificate, CertificateProblem problem) {
    return switch (problem) {
      case REVOKED ->
          "Give the host a new certificate. If it stands on that list by mistake, take it out of"
              + " `revoked` in the settings.";
      case EXPIRED, NOT_YET_VALID ->
          "If the clock is wrong here (`date`), set it (`sudo timedatectl set-ntp true`). If it is"
              + " right, renew it on the host as it was made: `"
              + attempt.product().newCertificateCommand()
              + "` is for one that the host made itself.";
      case SELF_SIGNED,
          UNKNOWN_AUTHORITY,
          OTHER_NAME,
          OTHER_PIN,
          NO_PIN_OF_NODE,
          WEAK_KEY,
          WEAK_SIGNATURE,
          NOT_FOR_SERVERS,
          UNACCEPTABLE ->
          "Compare that with the host's own (`"
              + attempt.product().certificateCommand()
              + "` there); only if they are equal, pin it: "
              + certificate.pinLine()
              + " (in a settings file: under fingerprints). If they differ, somebody may be in"
              + " between.";
    };
  }

  /** What the host presents. */
  public PresentedCertificate certificate() {
    return certificate;
  }

  /** What is wrong with it. */
  public CertificateProblem problem() {
    return problem;
  }
}
