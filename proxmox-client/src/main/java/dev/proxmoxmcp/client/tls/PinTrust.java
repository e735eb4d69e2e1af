package dev.proxmoxmcp.client.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Trusts exactly the pinned certificates, and looks at nothing else of them. */
final class PinTrust extends ServerTrust {
  private final List<Fingerprint> accepted;

  PinTrust(List<Fingerprint> accepted) {
    this.accepted = accepted;
  }

  @Override
  void check(X509Certificate[] chain, String authType, Peer peer) throws CertificateException {
    PresentedCertificate leaf = PresentedCertificate.of(chain[0]);
    if (!accepted.contains(leaf.fingerprint())) {
      throw new CertificateRefusal(leaf, CertificateProblem.OTHER_PIN, null);
    }
  }
}
