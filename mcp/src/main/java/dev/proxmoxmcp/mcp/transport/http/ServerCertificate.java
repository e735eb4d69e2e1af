package dev.proxmoxmcp.mcp.transport.http;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/** A certificate, with who signed it, and its key. Immutable; it prints nothing of the key. */
public final class ServerCertificate {
  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /**
   * A certificate that can be used.
   *
   * @param chain the server's own first, then those that lead to an authority
   * @throws IllegalArgumentException if there is none, or the key is of another
   */
  public static ServerCertificate of(List<X509Certificate> chain, PrivateKey key) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("there is no certificate");
    }
    if (!belongTogether(chain.getFirst(), key)) {
      throw new IllegalArgumentException("the key is not that of the certificate");
    }
    return new ServerCertificate(List.copyOf(chain), key);
  }

  /** The server's own first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The key of the first. */
  PrivateKey key() {
    return key;
  }

  /** SHA-256 of the server's own, as pairs of hexadecimal digits with colons between. */
  public String fingerprint() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("this certificate was read from its encoding", impossible);
    }
  }

  /** Whether what the key signs is what the certificate vouches for. */
  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    try {
      byte[] tried = certificate.getEncoded();
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(tried);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(certificate.getPublicKey());
      verifier.update(tried);
      return verifier.verify(signature);
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("this certificate was read from its encoding", impossible);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "ServerCertificate[" + fingerprint() + "]";
  }
}
