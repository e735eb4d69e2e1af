package dev.proxmoxmcp.base;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A value that must not be seen: a token's secret, a password.
 *
 * <p>It cannot be printed by accident: {@link #toString()} never shows it, it is no record, and it
 * cannot be serialized. {@link #reveal()} is the one way out; call it where the value leaves for
 * the host and nowhere else. Should it come up in a text all the same, {@link SecretMask} takes it
 * out. Thread-safe.
 */
public final class Secret {
  private final byte[] value;
  private final boolean masked;
  private volatile boolean destroyed;

  private Secret(byte[] value, boolean masked) {
    this.value = value;
    this.masked = masked;
    if (masked) {
      SecretMask.add(value);
    }
  }

  /**
   * Keeps {@code value}; blank values are refused, because an empty secret is always a mistake in a
   * setting.
   */
  public static Secret of(String value) {
    return new Secret(bytes(value), true);
  }

  private static byte[] bytes(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The same for one of a simulated host, which {@link SecretMask} leaves alone: such a host shows
   * what a real one shows, such as the secret of a token that was just made.
   */
  public static Secret simulated(String value) {
    return new Secret(bytes(value), false);
  }

  /**
   * Keeps a copy of the text that {@code utf8} is; blanks and line breaks around it do not count.
   * Whoever calls this can overwrite the array.
   *
   * @throws IllegalArgumentException if it is blank or no text; the message does not show it
   */
  public static Secret ofUtf8(byte[] utf8) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      Arrays.fill(text.array(), '\0');
    } catch (CharacterCodingException _) {
      throw new IllegalArgumentException("a secret is text in UTF-8");
    }
    int start = 0;
    int end = utf8.length;
    while (start < end && utf8[start] >= 0 && utf8[start] <= ' ') {
      start++;
    }
    while (start < end && utf8[end - 1] >= 0 && utf8[end - 1] <= ' ') {
      end--;
    }
    if (start == end) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    return new Secret(Arrays.copyOfRange(utf8, start, end), true);
  }

  /** The value itself. */
  public String reveal() {
    return new String(value(), StandardCharsets.UTF_8);
  }

  /** A copy of the value in UTF-8, which whoever gets it overwrites after use. */
  public byte[] utf8() {
    return value().clone();
  }

  /** Overwrites the value: for one that is not needed any more. It equals no other from then on. */
  public void destroy() {
    if (destroyed) {
      return;
    }
    destroyed = true;
    if (masked) {
      SecretMask.remove(value);
    }
    Arrays.fill(value, (byte) 0);
  }

  private byte[] value() {
    if (destroyed) {
      throw new IllegalStateException("this secret was overwritten");
    }
    return value;
  }

  /** Whether both hold the same value; takes the same time wherever they differ. */
  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Secret that
            && !destroyed
            && !that.destroyed
            && MessageDigest.isEqual(value, that.value));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
