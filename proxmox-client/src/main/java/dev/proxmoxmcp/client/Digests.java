package dev.proxmoxmcp.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One way to make a digest of several lists of texts. */
final class Digests {
  private Digests() {}

  /**
   * SHA-256 in lower-case hexadecimal. Each list goes in with its size and each text with its
   * length, so no two of them read the same.
   */
  static String of(List<List<String>> lists) {
    MessageDigest sha256 = sha256();
    for (List<String> texts : lists) {
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, texts.size()));
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        sha256.update(bytes);
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
