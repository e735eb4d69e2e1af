package dev.proxmoxmcp.base;

import java.util.regex.Pattern;

/**
 * Makes text from elsewhere (names, notes, task logs, error messages) harmless to show: what steers
 * a terminal, reverses a line or cannot be seen is taken out, and the length is bounded. The text
 * is still untrusted in what it <em>says</em>.
 */
public final class ForeignText {
  /** A terminal's control sequences, whole: ESC [ … letter, and ESC ] … BEL. */
  private static final Pattern TERMINAL_SEQUENCE =
      Pattern.compile("\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]{0,200}(?:\\x07|\\x1B\\\\))");

  private ForeignText() {}

  /**
   * {@code text} as one line of at most {@code maxLength} characters; line breaks and tabs become a
   * space, and a cut is shown by "…".
   *
   * @param maxLength in UTF-16 code units, at least 1
   */
  public static String line(String text, int maxLength) {
    return clean(text, maxLength, false);
  }

  /** Like {@link #line}, but line breaks stay (as {@code \n}). */
  public static String block(String text, int maxLength) {
    return clean(text, maxLength, true);
  }

  /** Like {@link #line}, in double quotation marks that what is quoted cannot close. */
  public static String quoted(String text, int maxLength) {
    return '"' + line(text, maxLength).replace('"', '\'') + '"';
  }

  private static String clean(String raw, int maxLength, boolean keepLines) {
    if (maxLength < 1) {
      throw new IllegalArgumentException("maxLength must be at least 1, was " + maxLength);
    }
    String text = raw.indexOf(0x1B) < 0 ? raw : TERMINAL_SEQUENCE.matcher(raw).replaceAll("");
    StringBuilder out = new StringBuilder(Math.min(text.length(), maxLength));
    int index = 0;
    while (index < text.length()) {
      int codePoint = text.codePointAt(index);
      index += Character.charCount(codePoint);
      if (codePoint == '\r' && index < text.length() && text.charAt(index) == '\n') {
        continue;
      }
      int shown = shown(codePoint, keepLines);
      if (shown < 0) {
        continue;
      }
      if (out.length() + Character.charCount(shown) > maxLength) {
        return cut(out, maxLength);
      }
      out.appendCodePoint(shown);
    }
    return keepLines ? out.toString() : out.toString().strip();
  }

  /** What to show for a code point, or -1 for nothing. */
  private static int shown(int codePoint, boolean keepLines) {
    return switch (codePoint) {
      case '\n', '\r', 0x0B, 0x0C, 0x85, 0x2028, 0x2029 -> keepLines ? '\n' : ' ';
      case '\t' -> ' ';
      default -> visible(codePoint) ? codePoint : -1;
    };
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      // control, format (bidirectional and zero-width characters, tags), private use, surrogates
      // and unassigned
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> !blankLetter(codePoint) && !variationSelector(codePoint);
    };
  }

  /**
   * Letters by their category that show nothing: Hangul fillers, the Braille blank, the combining
   * grapheme joiner.
   */
  private static boolean blankLetter(int codePoint) {
    return codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x3164
        || codePoint == 0xFFA0
        || codePoint == 0x2800
        || codePoint == 0x034F
        || codePoint == 0x17B4
        || codePoint == 0x17B5;
  }

  private static boolean variationSelector(int codePoint) {
    return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
  }

  private static String cut(StringBuilder out, int maxLength) {
    int length = Math.min(out.length(), maxLength - 1);
    if (length > 0 && Character.isHighSurrogate(out.charAt(length - 1))) {
      length--;
    }
    return out.substring(0, length) + "…";
  }
}
