package dev.proxmoxmcp.client.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer: bytes, and the text that they are in UTF-8, which is made when somebody
 * wants it, since a long list is read without. Immutable and thread-safe.
 */
final class Content {
  private final byte[] bytes;
  private volatile @Nullable String text;

  /** Takes {@code bytes} over. */
  Content(byte[] bytes) {
    this.bytes = bytes;
  }

  static Content of(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8));
  }

  /** In bytes. */
  int length() {
    return bytes.length;
  }

  /** What it says; "" if there was nothing. What is no UTF-8 becomes a replacement character. */
  String text() {
    String known = text;
    if (known == null) {
      known = new String(bytes, StandardCharsets.UTF_8);
      text = known;
    }
    return known;
  }

  /** For a reader, which leaves them as they are. */
  byte[] bytes() {
    return bytes;
  }
}
