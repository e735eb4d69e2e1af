package dev.proxmoxmcp.guard.trail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The public half of the key that signs an audit trail: with it anybody can tell whether a trail is
 * what was recorded. Immutable.
 */
public final class CheckKey {
  /** Its file in the state folder, in the form that OpenSSL reads. */
  public static final String FILE = "audit.pub";

  private static final String FORM = "PUBLIC KEY";

  private final PublicKey key;

  CheckKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads one from a file.
   *
   * @throws IOException if it cannot be read, or holds none
   */
  public static CheckKey read(Path file) throws IOException {
    return in(Files.readString(file), file);
  }

  static CheckKey in(String pem, Path file) throws IOException {
    try {
      return new CheckKey(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(Pem.read(FORM, pem))));
    } catch (GeneralSecurityException | IllegalArgumentException none) {
      throw new IOException(file + " holds no public key of an audit trail", none);
    }
  }

  /** As {@link #read} takes it. */
  String pem() {
    return Pem.write(FORM, key.getEncoded());
  }

  /** What tells it from others, to be compared with a copy that is kept elsewhere. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Whether the other half signed that text. */
  public boolean verifies(String text, String signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(text.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException none) {
      return false;
    }
  }
}
