package dev.proxmoxmcp.guard.policy;

import java.util.stream.IntStream;

/**
 * A pattern for one word: {@code *} stands for any signs, none among them, {@code ?} for one, all
 * else for itself.
 *
 * @param pattern as it was written
 * @param folded the same for {@link Reading#GENEROUS}
 */
record WordGlob(String pattern, String folded) {
  /** Longer than any name, and short enough to be shown. */
  private static final int MOST = 256;

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  static WordGlob of(String pattern) {
    boolean seen =
        IntStream.range(0, pattern.length())
            .map(pattern::charAt)
            .noneMatch(sign ->
                Character.isISOControl(sign) || Character.getType(sign) == Character.FORMAT);
    if (pattern.isBlank() || pattern.length() > MOST || !seen) {
      throw new IllegalArgumentException(
          "is a word of at most " + MOST + " signs that can be seen, in which * stands for any");
    }
    return new WordGlob(pattern, Lookalikes.fold(pattern));
  }

  /** Whether {@code text} is such a word, whole. */
  boolean matches(String text, Reading reading) {
    return switch (reading) {
      case STRICT -> Glob.matches(pattern, text);
      case GENEROUS -> Glob.matches(folded, Lookalikes.fold(text));
    };
  }
}
