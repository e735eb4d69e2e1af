package dev.proxmoxmcp.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A value that must not be seen: a token's secret, a password.
 *
 * <p>It cannot be printed by accident: {@link #toString()} never shows it, it is no record, and it
 * cannot be serialized. {@link #reveal()} is the one way out; call it where the value leaves for
 * the host and nowhere else. Thread-safe.
 */
public final class Secret {
  private final byte[] value;

  private Secret(byte[] value) {
    this.value = value;
  }

  /**
   * Keeps {@code value}; blank values are refused, because an empty secret is always a mistake in a
   * setting.
   */
  public static Secret of(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a secret must not be empty");
    }
    return new Secret(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The value itself. */
  public String reveal() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /** Whether both hold the same value; takes the same time wherever they differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(value, that.value);
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
