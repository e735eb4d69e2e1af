package dev.proxmoxmcp.client.tls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * What a certificate says of itself. Unless it was verified, that is a claim of whoever answered.
 *
 * @param subject whom it is for, as a distinguished name: untrusted text
 * @param issuer who made it: untrusted text
 */
public record PresentedCertificate(
    Fingerprint fingerprint, String subject, String issuer, Instant notBefore, Instant notAfter) {

  /**
   * That of {@code certificate}.
   *
   * @throws CertificateEncodingException if the certificate cannot be written as DER
   */
  public static PresentedCertificate of(X509Certificate certificate)
      throws CertificateEncodingException {
    return new PresentedCertificate(
        Fingerprint.of(certificate),
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  /**
   * The setting that pins it: {@code PROXMOX_FINGERPRINT=AA:BB:…}. To be used only after comparing
   * the fingerprint with the host's own ({@code pvenode cert info}).
   */
  public String pinLine() {
    return "PROXMOX_FINGERPRINT=" + fingerprint;
  }
}
