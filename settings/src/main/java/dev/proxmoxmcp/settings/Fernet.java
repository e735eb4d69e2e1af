package dev.proxmoxmcp.settings;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens the encrypted tokens of the Python ProxmoxMCP: {@code enc:SALT:TOKEN}, or {@code enc:TOKEN}
 * of its first versions. The token is one of Fernet (AES-128-CBC, HMAC-SHA256), encoded once more;
 * its key comes from the master key by PBKDF2.
 */
final class Fernet {
  static final String PREFIX = "enc:";

  private static final byte[] FIRST_SALT = "proxmox_mcp_salt".getBytes(StandardCharsets.US_ASCII);
  private static final int ROUNDS = 100_000;
  private static final int HALF_KEY = 16;
  private static final byte VERSION = (byte) 0x80;

  /** Version and time, initial vector; and at the end the signature. */
  private static final int HEAD = 9;

  private static final int VECTOR = 16;
  private static final int SIGNATURE = 32;

  private Fernet() {}

  /**
   * What {@code text} holds.
   *
   * @param text begins with {@value #PREFIX}
   * @param masterKey in Base64
   * @return empty if it is no such token, or the key is another
   */
  static Optional<String> open(String text, String masterKey) {
    String[] parts = text.substring(PREFIX.length()).split(":", -1);
    try {
      byte[] salt = parts.length > 1 ? decoded(parts[0]) : FIRST_SALT;
      byte[] token =
          decoded(new String(decoded(parts[parts.length - 1]), StandardCharsets.US_ASCII));
      return parts.length > 2 || token.length < HEAD + VECTOR + SIGNATURE
          ? Optional.empty()
          : open(token, derived(decoded(masterKey), salt));
    } catch (IllegalArgumentException | GeneralSecurityException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<String> open(byte[] token, byte[] key) throws GeneralSecurityException {
    int end = token.length - SIGNATURE;
    Mac mac = mac(Arrays.copyOf(key, HALF_KEY));
    mac.update(token, 0, end);
    if (token[0] != VERSION
        || !MessageDigest.isEqual(mac.doFinal(), Arrays.copyOfRange(token, end, token.length))) {
      return Optional.empty();
    }
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, HALF_KEY, HALF_KEY, "AES"),
        new IvParameterSpec(token, HEAD, VECTOR));
    byte[] text = cipher.doFinal(token, HEAD + VECTOR, end - HEAD - VECTOR);
    return Optional.of(new String(text, StandardCharsets.UTF_8));
  }

  /** PBKDF2 of one block; that of the JDK takes characters, and the master key is bytes. */
  private static byte[] derived(byte[] masterKey, byte[] salt) throws GeneralSecurityException {
    Mac mac = mac(masterKey);
    mac.update(salt);
    byte[] block = mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(1).array());
    byte[] key = block.clone();
    for (int round = 1; round < ROUNDS; round++) {
      block = mac.doFinal(block);
      for (int at = 0; at < key.length; at++) {
        key[at] ^= block[at];
      }
    }
    return key;
  }

  private static Mac mac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac;
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text.strip());
  }
}
