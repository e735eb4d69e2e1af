package dev.proxmoxmcp.client.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts what authorities vouch for: the chain ends at one of them, all of it is valid now, and the
 * certificate is for the host's name (which the connection tells: its endpoint identification is
 * {@code HTTPS}).
 */
final class AuthorityTrust extends ServerTrust {
  private final Set<TrustAnchor> authorities;
  private final InstantSource clock;

  AuthorityTrust(Set<TrustAnchor> authorities, InstantSource clock) {
    this.authorities = authorities;
    this.clock = clock;
  }

  @Override
  void check(X509Certificate[] chain, String authType, Peer peer) throws CertificateException {
    X509Certificate leaf = chain[0];
    Date now = Date.from(clock.instant());
    X509ExtendedTrustManager pkix = pkix(now);
    try {
      // The JDK does not look at the dates of a certificate that is an authority of ours itself.
      leaf.checkValidity(now);
      pkix.checkServerTrusted(chain, authType);
    } catch (CertificateException problem) {
      throw refusal(leaf, chainProblem(leaf, problem), problem);
    }
    try {
      peer.verify(pkix, chain, authType);
    } catch (CertificateException problem) {
      // The chain is good, so only what belongs to the connection is left: name or algorithm.
      throw refusal(
          leaf,
          problem.getCause() == null
              ? CertificateProblem.OTHER_NAME
              : CertificateProblem.UNACCEPTABLE,
          problem);
    }
  }

  /** The JDK's own verification, at {@code now}; it takes its date when it is made. */
  private X509ExtendedTrustManager pkix(Date now) throws CertificateException {
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(authorities, new X509CertSelector());
      parameters.setRevocationEnabled(false);
      parameters.setDate(now);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      if (factory.getTrustManagers()[0] instanceof X509ExtendedTrustManager manager) {
        return manager;
      }
      throw new CertificateException("this Java's PKIX verification knows no connections");
    } catch (CertificateException alreadyRight) {
      throw alreadyRight;
    } catch (GeneralSecurityException broken) {
      throw new CertificateException("this Java cannot verify certificates", broken);
    }
  }

  private static CertificateRefusal refusal(
      X509Certificate leaf, CertificateProblem problem, CertificateException cause)
      throws CertificateException {
    return new CertificateRefusal(PresentedCertificate.of(leaf), problem, cause);
  }

  private static CertificateProblem chainProblem(
      X509Certificate leaf, CertificateException problem) {
    Throwable current = problem;
    while (current != null) {
      switch (current) {
        case CertificateExpiredException _ -> {
          return CertificateProblem.EXPIRED;
        }
        case CertificateNotYetValidException _ -> {
          return CertificateProblem.NOT_YET_VALID;
        }
        case CertPathValidatorException path -> {
          if (path.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
            return CertificateProblem.UNACCEPTABLE;
          }
        }
        default -> {}
      }
      current = current.getCause();
    }
    return leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())
        ? CertificateProblem.SELF_SIGNED
        : CertificateProblem.UNKNOWN_AUTHORITY;
  }
}
