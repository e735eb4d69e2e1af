package dev.proxmoxmcp.guard.policy;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Makes words that look alike the same: upper and lower case, wide and raised forms, accents,
 * letters of other scripts that look like Latin ones, and signs that cannot be seen.
 */
final class Lookalikes {
  /** Cyrillic, Greek and a few more small letters, each before the Latin one that it looks like. */
  private static final String PAIRS =
      "аaвbсcԁdеeһhіiјjкkӏlмmнhоoрpԛqгrѕsтtцuѵvԝwхxуyзz"
          + "αaβbεeηnιiκkνvοoρpτtυuχxγyωwσo"
          + "ıiɩiɑaɡgɢgʀrʏyⅼlօoսuհhոnցgզqɯwøođdłlħhßs"
          + "—-–-‐-‑-‒-−-﹣-";

  private Lookalikes() {}

  /** The form that all that look like {@code text} have in common. */
  static String fold(String text) {
    if (isPlain(text)) {
      return text;
    }
    String parted = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(parted.length());
    parted.codePoints().filter(Lookalikes::isSeen).forEach(one -> folded.appendCodePoint(of(one)));
    return folded.toString();
  }

  private static boolean isPlain(String text) {
    for (int at = 0; at < text.length(); at++) {
      char sign = text.charAt(at);
      if (sign < ' ' || sign > '~' || (sign >= 'A' && sign <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSeen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      default -> true;
    };
  }

  private static int of(int codePoint) {
    if (codePoint <= '~') {
      return codePoint;
    }
    for (int at = 0; at < PAIRS.length(); at += 2) {
      if (PAIRS.charAt(at) == codePoint) {
        return PAIRS.charAt(at + 1);
      }
    }
    return codePoint;
  }
}
