package dev.proxmoxmcp.simulator.access;

import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One authenticator app: six digits every half minute, from an {@code otpauth://totp/…} text. Each
 * is good once. Mutable; guarded by the timeline's turn.
 */
final class Totp {
  private static final Pattern SECRET = Pattern.compile("[?&]secret=([A-Za-z2-7]{16,128})(?:&|$)");
  private static final long PERIOD = 30;

  private final byte[] key;
  private long lastPeriod;

  private Totp(byte[] key) {
    this.key = key;
  }

  /** Empty for a text without a secret. */
  static Optional<Totp> of(String text) {
    Matcher secret = SECRET.matcher(URLDecoder.decode(text, StandardCharsets.UTF_8));
    return secret.find() ? Optional.of(new Totp(key(secret.group(1)))) : Optional.empty();
  }

  private static byte[] key(String base32) {
    BigInteger number = BigInteger.ONE; // keeps leading zeros
    for (char c : base32.toUpperCase(Locale.ROOT).toCharArray()) {
      number = number.shiftLeft(5).or(BigInteger.valueOf(c >= 'A' ? c - 'A' : c - '2' + 26));
    }
    int whole = base32.length() * 5 / 8;
    byte[] bytes = number.shiftRight(base32.length() * 5 - whole * 8).toByteArray();
    return Arrays.copyOfRange(bytes, bytes.length - whole, bytes.length);
  }

  /** Whether {@code code} is that of now, or of the half minute before or after, and new. */
  boolean takes(String code, Instant now) {
    long period = now.getEpochSecond() / PERIOD;
    for (long one = period - 1; one <= period + 1; one++) {
      if (one > lastPeriod && code(one).equals(code)) {
        lastPeriod = one;
        return true;
      }
    }
    return false;
  }

  private String code(long period) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(period).array());
      int at = hash[19] & 15;
      int bits =
          ((hash[at] & 0x7F) << 24)
              | ((hash[at + 1] & 0xFF) << 16)
              | ((hash[at + 2] & 0xFF) << 8)
              | (hash[at + 3] & 0xFF);
      return "%06d".formatted(bits % 1_000_000);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every Java has HMAC-SHA-1", absent);
    }
  }
}
