package dev.proxmoxmcp.client.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Trusts what authorities vouch for: the chain ends at one of them, all of it is valid now, and the
 * certificate is for the host's name (which the connection tells: its endpoint identification is
 * {@code HTTPS}).
 */
final class AuthorityTrust extends ServerTrust {
  private static final int DIGITAL_SIGNATURE = 0;

  /** To be a TLS server, or anything. */
  private static final Set<String> FOR_SERVERS = Set.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

  private final Set<TrustAnchor> authorities;
  private final Set<X500Principal> revoked;
  private final InstantSource clock;

  /**
   * Trusts these authorities but for those that are revoked.
   *
   * @param authorities all of them
   * @param rules which of them are revoked
   */
  AuthorityTrust(Set<TrustAnchor> authorities, TlsRules rules, InstantSource clock) {
    Map<Boolean, Set<TrustAnchor>> parted =
        authorities.stream()
            .collect(
                Collectors.partitioningBy(
                    one -> rules.revokes(one.getTrustedCert()), Collectors.toSet()));
    this.authorities = parted.getOrDefault(false, Set.of());
    this.revoked =
        parted.getOrDefault(true, Set.of()).stream()
            .map(one -> one.getTrustedCert().getSubjectX500Principal())
            .collect(Collectors.toSet());
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
    // Nor at the strength of such a one.
    Optional<CertificateProblem> weak = Strength.problem(leaf);
    if (weak.isPresent()) {
      throw refusal(leaf, weak.get(), null);
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
    if (authorities.isEmpty()) {
      throw new CertificateException("every authority is revoked");
    }
    try {
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(authorities, new X509CertSelector());
      parameters.setRevocationEnabled(false);
      parameters.setDate(now);
      parameters.addCertPathChecker(new Strength());
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
      X509Certificate leaf, CertificateProblem problem, @Nullable CertificateException cause)
      throws CertificateException {
    return new CertificateRefusal(PresentedCertificate.of(leaf), problem, cause);
  }

  /** RFC 5280, 4.2.1.3 and 4.2.1.12: what is absent forbids nothing. */
  private static boolean isForServers(X509Certificate leaf) {
    boolean @Nullable [] usage = leaf.getKeyUsage();
    try {
      List<String> purposes = leaf.getExtendedKeyUsage();
      return (usage == null || usage[DIGITAL_SIGNATURE])
          && (purposes == null || purposes.stream().anyMatch(FOR_SERVERS::contains));
    } catch (CertificateParsingException _) {
      return false;
    }
  }

  private CertificateProblem chainProblem(X509Certificate leaf, CertificateException problem) {
    Throwable current = problem;
    while (current != null) {
      switch (current) {
        case CertificateExpiredException _ -> {
          return CertificateProblem.EXPIRED;
        }
        case CertificateNotYetValidException _ -> {
          return CertificateProblem.NOT_YET_VALID;
        }
        case Strength.TooWeak weak -> {
          return weak.problem();
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
    if (problem.getCause() == null && !isForServers(leaf)) {
      return CertificateProblem.NOT_FOR_SERVERS; // the chain itself is good
    }
    if (revoked.contains(leaf.getIssuerX500Principal())) {
      return CertificateProblem.REVOKED;
    }
    return leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())
        ? CertificateProblem.SELF_SIGNED
        : CertificateProblem.UNKNOWN_AUTHORITY;
  }
}
