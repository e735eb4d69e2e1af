package dev.proxmoxmcp.client.tls;

import java.io.Serial;
import java.security.Key;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds every certificate on the way to an authority against today's least: keys of RSA and DSA
 * with 2048 bits, of elliptic curves with 256, signatures over nothing older than SHA-2. The JDK
 * alone takes RSA with 1024 bits, and SHA-1 from authorities that are not its own.
 */
final class Strength extends PKIXCertPathChecker {
  private static final int RSA_BITS = 2048;
  private static final int CURVE_BITS = 256;
  private static final Pattern BROKEN_HASH = Pattern.compile("^(MD[245]|SHA-?1)(?!\\d)");

  @Override
  public void init(boolean forward) {
    // Each certificate is looked at by itself.
  }

  @Override
  public boolean isForwardCheckingSupported() {
    return true;
  }

  @Override
  public Set<String> getSupportedExtensions() {
    return Set.of();
  }

  @Override
  public void check(Certificate certificate, Collection<String> unresolvedCriticalExtensions)
      throws CertPathValidatorException {
    if (certificate instanceof X509Certificate x509) {
      Optional<CertificateProblem> problem = problem(x509);
      if (problem.isPresent()) {
        throw new TooWeak(problem.get());
      }
    }
  }

  /** What is too weak about {@code certificate}; empty if it is strong enough. */
  static Optional<CertificateProblem> problem(X509Certificate certificate) {
    if (isWeak(certificate.getPublicKey())) {
      return Optional.of(CertificateProblem.WEAK_KEY);
    }
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    return BROKEN_HASH.matcher(algorithm).find()
        ? Optional.of(CertificateProblem.WEAK_SIGNATURE)
        : Optional.empty();
  }

  private static boolean isWeak(Key key) {
    return switch (key) {
      case RSAKey rsa -> rsa.getModulus().bitLength() < RSA_BITS;
      case ECKey curve -> curve.getParams().getOrder().bitLength() < CURVE_BITS;
      case DSAKey dsa -> dsa.getParams() == null || dsa.getParams().getP().bitLength() < RSA_BITS;
      default -> false; // Ed25519 and Ed448 have no weak sizes
    };
  }

  /** Ends the way to the authority. */
  static final class TooWeak extends CertPathValidatorException {
    @Serial private static final long serialVersionUID = 1L;

    private final CertificateProblem problem;

    TooWeak(CertificateProblem problem) {
      super(problem.explanation());
      this.problem = problem;
    }

    CertificateProblem problem() {
      return problem;
    }
  }
}
