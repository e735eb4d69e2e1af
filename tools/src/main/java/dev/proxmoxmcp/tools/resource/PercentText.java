package dev.proxmoxmcp.tools.resource;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** One segment of an address, as RFC 3986 writes it. */
final class PercentText {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** What may stand in a segment beside that; a client that expands a template encodes it. */
  private static final String ALSO = "!$&'()*+,;=:@";

  private PercentText() {}

  /** {@code text} as a segment: all that is not unreserved is encoded. */
  static String of(String text) {
    StringBuilder written = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      if (one > 0 && UNRESERVED.indexOf(one) >= 0) {
        written.append((char) one);
      } else {
        written.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
      }
    }
    return written.toString();
  }

  /** What {@code segment} means; empty if a segment is not written like that. */
  static Optional<String> read(String segment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 0; at < segment.length(); at++) {
      char one = segment.charAt(at);
      if (UNRESERVED.indexOf(one) >= 0 || ALSO.indexOf(one) >= 0) {
        bytes.write(one);
      } else if (one == '%' && isHex(segment, at + 1) && isHex(segment, at + 2)) {
        bytes.write(HexFormat.fromHexDigits(segment, at + 1, at + 3));
        at += 2;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException noText) {
      return Optional.empty();
    }
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && HexFormat.isHexDigit(text.charAt(at));
  }
}
