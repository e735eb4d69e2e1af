package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an authenticator app was given, from which it makes a code of six digits every 30 s (RFC
 * 6238 with SHA-1, as Proxmox sets it up). Never shown.
 */
public final class TotpSecret implements SecondFactor {
  /** How long each code is good. */
  public static final Duration STEP = Duration.ofSeconds(30);

  private static final int DIGITS = 6;
  private static final int MODULUS = 1_000_000;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LEAST_BYTES = 10;

  private final SecretKeySpec key;

  private TotpSecret(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA1");
  }

  /**
   * Reads the Base32 text that Proxmox shows beside the QR code; blanks between are taken.
   *
   * @throws IllegalArgumentException if it is none; the message does not show it
   */
  public static TotpSecret of(Secret base32) {
    String text = base32.reveal().replaceAll("[\\s-]", "").replaceAll("=+$", "");
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * 5 / 8);
    long bits = 0;
    int held = 0;
    for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
      int value = BASE32.indexOf(c);
      if (value < 0) {
        throw wrong();
      }
      bits = ((bits << 5) | value) & 0xFFFF;
      held += 5;
      if (held >= 8) {
        held -= 8;
        bytes.put((byte) (bits >> held));
      }
    }
    if (bytes.position() < LEAST_BYTES) {
      throw wrong();
    }
    return new TotpSecret(bytes.array());
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException(
        "the TOTP secret is not the Base32 text (letters A to Z, digits 2 to 7, at least 16) that"
            + " Proxmox shows beside the QR code; it is not the code of six digits either");
  }

  /** Which step {@code now} is in: each has its own code, which Proxmox takes once. */
  public static long step(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), STEP.toSeconds());
  }

  @Override
  public String code(long step) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xF;
      int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("every Java platform has HMAC-SHA-1", impossible);
    }
  }

  @Override
  public String toString() {
    return "TotpSecret[redacted]";
  }
}
