package dev.proxmoxmcp.guard.plan;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of a plan: 128 random bits, so that nobody guesses one.
 *
 * @param text 26 letters and digits, without those that are mistaken for each other
 */
public record PlanId(String text) {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int BITS = 128;
  private static final int LENGTH = 26;

  /** As a regular expression. */
  public static final String PATTERN = "[" + ALPHABET + "]{" + LENGTH + "}";

  private static final Pattern GRAMMAR = Pattern.compile(PATTERN);
  private static final int DIGIT = 5;

  /**
   * @throws IllegalArgumentException if it is none
   */
  public PlanId {
    if (!GRAMMAR.matcher(text).matches()) {
      throw new IllegalArgumentException("no id of a plan, which has 26 letters and digits");
    }
  }

  /**
   * A new one.
   *
   * @param random unpredictable
   */
  public static PlanId make(RandomGenerator random) {
    byte[] bytes = new byte[BITS / Byte.SIZE];
    random.nextBytes(bytes);
    BigInteger rest = new BigInteger(1, bytes);
    StringBuilder text = new StringBuilder();
    for (int place = 0; place < LENGTH; place++) {
      text.append(ALPHABET.charAt(rest.intValue() & (1 << DIGIT) - 1));
      rest = rest.shiftRight(DIGIT);
    }
    return new PlanId(text.toString());
  }

  /** Reads one as somebody typed it; empty if it is none. */
  public static Optional<PlanId> parse(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    return GRAMMAR.matcher(text).matches() ? Optional.of(new PlanId(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
