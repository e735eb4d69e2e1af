package dev.proxmoxmcp.app.http;

import dev.proxmoxmcp.mcp.transport.http.ServerCertificate;
import dev.proxmoxmcp.settings.secret.PrivateFile;
import dev.proxmoxmcp.settings.secret.SecretException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads a certificate and its key from files in PEM, with nothing but Java. */
final class PemFiles {
  private static final long MAX_BYTES = 256 << 10;
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String PKCS8 = "PRIVATE KEY-----";

  private PemFiles() {}

  /**
   * A certificate, with what leads to its authority, and its key.
   *
   * @param key PKCS#8, readable by its owner alone
   * @throws SecretException saying which file, and what is wrong with it
   */
  static ServerCertificate read(Path certificates, Path key, Map<String, String> environment) {
    List<X509Certificate> chain = chain(certificates);
    byte[] pem =
        PrivateFile.at(key, environment)
            .read("a private key", "replace the key and its certificate");
    try {
      return ServerCertificate.of(chain, key(key, pem, chain.getFirst()));
    } catch (IllegalArgumentException unusable) {
      throw new SecretException(
          "the files " + certificates + " and " + key + ": " + unusable.getMessage() + ".");
    } finally {
      Arrays.fill(pem, (byte) 0);
    }
  }

  /**
   * The certificates of a file, at least one.
   *
   * @throws SecretException saying which file, and what is wrong with it
   */
  static List<X509Certificate> chain(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new SecretException("the file " + file + " is too large to hold a certificate.");
      }
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new SecretException("the file " + file + " holds no certificate.");
      }
      return chain;
    } catch (CertificateException malformed) {
      throw new SecretException("the file " + file + " holds no certificate in PEM.");
    } catch (IOException unreadable) {
      throw new SecretException(
          "the file " + file + " cannot be read: " + unreadable.getMessage() + ".");
    }
  }

  /** A key in the form of another program can be turned into this one, which is said with how. */
  private static PrivateKey key(Path file, byte[] pem, X509Certificate certificate) {
    int begin = find(pem, BEGIN + PKCS8, 0);
    int end = find(pem, END + PKCS8, Math.max(begin, 0));
    if (begin < 0 || end < 0) {
      throw new SecretException(
          "the file "
              + file
              + (find(pem, "PRIVATE KEY", 0) < 0
                  ? " holds no private key in PEM."
                  : " holds a private key in another form than PKCS#8, or an encrypted one;"
                      + " `openssl pkcs8 -topk8 -nocrypt -in FILE -out NEW` makes one that is"
                      + " taken."));
    }
    byte[] base64 = Arrays.copyOfRange(pem, begin + BEGIN.length() + PKCS8.length(), end);
    byte[] encoded = new byte[0];
    try {
      encoded = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw new IllegalArgumentException("the key is not that of the certificate", unusable);
    } finally {
      Arrays.fill(base64, (byte) 0);
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static int find(byte[] in, String what, int from) {
    byte[] bytes = what.getBytes(StandardCharsets.US_ASCII);
    for (int at = from; at <= in.length - bytes.length; at++) {
      if (Arrays.equals(in, at, at + bytes.length, bytes, 0, bytes.length)) {
        return at;
      }
    }
    return -1;
  }
}
