package dev.proxmoxmcp.client.tls;

import java.io.Serial;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/**
 * Ends a handshake, and carries what was presented through the JDK's TLS to where the error is
 * made.
 */
public final class CertificateRefusal extends CertificateException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient PresentedCertificate certificate;
  private final CertificateProblem problem;

  CertificateRefusal(
      PresentedCertificate certificate, CertificateProblem problem, @Nullable Throwable cause) {
    super(problem.explanation(), cause);
    this.certificate = certificate;
    this.problem = problem;
  }

  /** What was presented. */
  public PresentedCertificate certificate() {
    return certificate;
  }

  /** What is wrong with it. */
  public CertificateProblem problem() {
    return problem;
  }
}
