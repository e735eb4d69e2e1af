package dev.proxmoxmcp.client.tls;

import dev.proxmoxmcp.base.ForeignText;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a connection may be made of, beside {@link Trust}, which says whom it may reach.
 *
 * @param protocols of {@link #PROTOCOLS}, at least one
 * @param ciphers of {@link #CIPHERS}, at least one that fits a protocol
 * @param revoked certificates that are refused wherever they stand in a chain: neither a pin nor an
 *     authority that vouches for them helps
 */
public record TlsRules(List<String> protocols, List<String> ciphers, Set<Fingerprint> revoked) {
  /** The versions that may be chosen from; what is older is broken. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /**
   * The cipher suites that may be chosen from, by their names of IANA: all with forward secrecy and
   * authenticated encryption. Every release of Proxmox that is still maintained has them.
   */
  public static final List<String> CIPHERS =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");

  private static final TlsRules STANDARD = new TlsRules(PROTOCOLS, CIPHERS, Set.of());

  /**
   * @throws IllegalArgumentException if there is a protocol or a cipher suite that is not among
   *     those to choose from, or no suite for a protocol; the message says what is accepted
   */
  public TlsRules {
    protocols = chosen("TLS version", protocols, PROTOCOLS);
    ciphers = chosen("cipher suite", ciphers, CIPHERS);
    revoked = Set.copyOf(revoked);
    for (String protocol : protocols) {
      if (ciphers.stream().noneMatch(suitableFor(protocol))) {
        throw new IllegalArgumentException(
            "none of the cipher suites is one of "
                + protocol
                + ": name one of "
                + String.join(", ", CIPHERS.stream().filter(suitableFor(protocol)).toList())
                + ", or leave out "
                + protocol);
      }
    }
  }

  /** All that may be chosen, and nothing revoked. */
  public static TlsRules standard() {
    return STANDARD;
  }

  /** Whether {@code certificate} is refused wherever it stands. */
  boolean revokes(X509Certificate certificate) {
    try {
      return !revoked.isEmpty() && revoked.contains(Fingerprint.of(certificate));
    } catch (CertificateEncodingException _) {
      return true; // nothing can vouch for what cannot be named
    }
  }

  private static List<String> chosen(String what, List<String> named, List<String> accepted) {
    for (String name : named) {
      if (!accepted.contains(name)) {
        throw new IllegalArgumentException(
            "\""
                + printable(name)
                + "\" is no "
                + what
                + " that is accepted: "
                + String.join(", ", accepted));
      }
    }
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "name at least one " + what + ": " + String.join(", ", accepted));
    }
    return List.copyOf(new LinkedHashSet<>(named));
  }

  private static String printable(String name) {
    return ForeignText.line(name, 60);
  }

  /** The suites of TLS 1.3 do not name a key exchange. */
  private static Predicate<String> suitableFor(String protocol) {
    return cipher -> protocol.equals("TLSv1.3") != cipher.contains("_WITH_");
  }
}
