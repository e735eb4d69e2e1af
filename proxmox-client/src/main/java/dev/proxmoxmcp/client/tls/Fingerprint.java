package dev.proxmoxmcp.client.tls;

import dev.proxmoxmcp.base.ForeignText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a certificate.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern PAIRS = Pattern.compile("[0-9a-f]{2}(?::[0-9a-f]{2}){31}");

  /**
   * @throws IllegalArgumentException if {@code hex} is not 64 lower-case hexadecimal digits
   */
  public Fingerprint {
    if (!HEX.matcher(hex).matches()) {
      throw problem(hex);
    }
  }

  /**
   * Reads a fingerprint in either case, with a colon between all bytes or none at all.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static Fingerprint parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!HEX.matcher(lower).matches() && !PAIRS.matcher(lower).matches()) {
      throw problem(text);
    }
    return new Fingerprint(lower.replace(":", ""));
  }

  /**
   * That of {@code certificate}.
   *
   * @throws CertificateEncodingException if the certificate cannot be written as DER
   */
  public static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  private static IllegalArgumentException problem(String text) {
    return new IllegalArgumentException(
        "'"
            + ForeignText.line(text, 110)
            + "' is not a SHA-256 fingerprint: 64 hexadecimal digits, with colons or without");
  }

  /** As Proxmox shows it: upper case, with colons. */
  @Override
  public String toString() {
    return hex.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
  }
}
