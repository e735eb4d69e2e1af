package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.base.ForeignText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What bytes from inside of a guest say, if they are text: cleaned of what steers a terminal or
 * cannot be seen. Every line stands behind {@code "> "}, so that a model takes it for data.
 */
final class GuestText {
  /** One in so many characters may be unreadable before it is no text any more. */
  private static final int READABLE = 20;

  private GuestText() {}

  /** The text, lines parted by line feeds; empty if these bytes are none. */
  static Optional<String> of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // a cut in the middle of a character leaves unreadable ones at its edges
    long unreadable =
        text.chars()
            .filter(c -> c == '\uFFFD' || (c < ' ' && "\n\r\t\f\b\u001b".indexOf(c) < 0))
            .count();
    if (text.indexOf('\0') >= 0 || unreadable > 3 + text.length() / READABLE) {
      return Optional.empty();
    }
    return Optional.of(ForeignText.block(text, text.length() + 1));
  }

  /** Lines behind their mark; "" for none. */
  static String behindMarks(String text) {
    String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return lines.isEmpty() ? "" : "> " + lines.replace("\n", "\n> ");
  }
}
