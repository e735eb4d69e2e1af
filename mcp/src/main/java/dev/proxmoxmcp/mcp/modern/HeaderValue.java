package dev.proxmoxmcp.mcp.modern;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads a header's value that may be wrapped in Base64 (2026-07-28, Value Encoding). */
final class HeaderValue {
  private static final String PREFIX = "=?base64?";
  private static final String SUFFIX = "?=";

  private HeaderValue() {}

  /** What the header says; empty if it has characters, Base64 or UTF-8 that it must not have. */
  static Optional<String> decode(String value) {
    if (!value.chars().allMatch(one -> (one >= ' ' && one <= '~') || one == '\t')) {
      return Optional.empty();
    }
    if (value.length() < PREFIX.length() + SUFFIX.length()
        || !value.startsWith(PREFIX)
        || !value.endsWith(SUFFIX)) {
      return Optional.of(value);
    }
    return unwrap(value.substring(PREFIX.length(), value.length() - SUFFIX.length()));
  }

  private static Optional<String> unwrap(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      // Java also takes a last group without its padding, and bits that belong to no byte: two
      // spellings of one value, where a proxy may know only one.
      if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return Optional.empty();
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException notEncoded) {
      return Optional.empty();
    }
  }
}
