package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.mcp.api.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A bearer token by its name and its hash; the token itself is with whoever uses it. A plain
 * SHA-256 will do, since tokens are random and long: there is nothing to guess. Immutable.
 */
public final class AccessToken {
  /** What a hash begins with, as text. */
  public static final String SHA256 = "sha256:";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");
  private static final Pattern HASH = Pattern.compile(SHA256 + "[0-9a-f]{64}");

  private final String name;
  private final byte[] sha256;

  private AccessToken(String name, byte[] sha256) {
    this.name = name;
    this.sha256 = sha256;
  }

  /**
   * A token as the settings have it.
   *
   * @param name letters, digits, and inner dots, underscores and hyphens; at most 64
   * @param hash {@code sha256:} and 64 hexadecimal digits
   * @throws IllegalArgumentException saying what is accepted; it shows neither of them
   */
  public static AccessToken of(String name, String hash) {
    String lower = hash.toLowerCase(Locale.ROOT);
    if (!HASH.matcher(lower).matches()) {
      throw new IllegalArgumentException(
          "the hash of a token is " + SHA256 + " and 64 hexadecimal digits");
    }
    return new AccessToken(named(name), HexFormat.of().parseHex(lower.substring(SHA256.length())));
  }

  /**
   * The hash of a token that is known.
   *
   * @throws IllegalArgumentException if that is no name of a token
   */
  public static AccessToken of(String name, Secret token) {
    byte[] value = token.utf8();
    try {
      return new AccessToken(named(name), hash(value));
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  private static String named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a token has up to 64 letters, digits, and inner dots, underscores and"
              + " hyphens");
    }
    return name;
  }

  /** Of whom it is. */
  public String name() {
    return name;
  }

  /** Its hash, as {@link #of(String, String)} takes it. */
  public String hash() {
    return SHA256 + HexFormat.of().formatHex(sha256);
  }

  /** Who calls with it: {@code token:NAME}. */
  public Caller caller() {
    return new Caller("token:" + name);
  }

  /** Whether it is the one of that hash; takes the same time whatever the hash is. */
  boolean hasHash(byte[] other) {
    return MessageDigest.isEqual(sha256, other);
  }

  static byte[] hash(byte[] token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  static byte[] hash(String token) {
    return hash(token.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AccessToken that && name.equals(that.name) && hasHash(that.sha256);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return "AccessToken[" + name + "]";
  }
}
