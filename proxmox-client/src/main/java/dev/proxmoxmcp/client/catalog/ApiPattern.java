package dev.proxmoxmcp.client.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as a product publishes it: Perl's for PVE, Rust's for PBS. It is read where
 * Java can, and matched with a bound on the work, since a host's schema is not trusted.
 * Thread-safe.
 */
public final class ApiPattern {
  /** Far more than any real value takes; then the host decides. */
  private static final int STEPS = 200_000;

  /** Longer ones are not read. */
  private static final int LONGEST = 20_000;

  private final String source;
  private volatile @Nullable Compiled compiled;

  /** Reads nothing yet. */
  public ApiPattern(String source) {
    this.source = source;
  }

  /** As published. */
  public String source() {
    return source;
  }

  /** Whether Java can read it. What it cannot read is not checked. */
  public boolean readable() {
    return compiled().pattern() != null;
  }

  /** What a match can come to. */
  public enum Outcome {
    /** It fits. */
    FITS,
    /** It does not. */
    DIFFERS,
    /** Java cannot read the expression, or needs too long: the host decides. */
    OPEN
  }

  /**
   * Matches the way the product does: PVE puts {@code ^} and {@code $} around the expression, PBS
   * has them in it.
   */
  public Outcome match(String value) {
    Pattern pattern = compiled().pattern();
    if (pattern == null) {
      return Outcome.OPEN;
    }
    try {
      Matcher matcher = pattern.matcher(new Bounded(value, 0, value.length(), new Steps()));
      return matcher.find() ? Outcome.FITS : Outcome.DIFFERS;
    } catch (TooManySteps | StackOverflowError tooMuch) {
      // Java's matcher descends once for each repetition of a group
      return Outcome.OPEN;
    }
  }

  private record Compiled(@Nullable Pattern pattern) {}

  private Compiled compiled() {
    Compiled current = compiled;
    if (current == null) {
      current = new Compiled(compile(source));
      compiled = current;
    }
    return current;
  }

  private static @Nullable Pattern compile(String source) {
    if (source.length() > LONGEST) {
      return null;
    }
    boolean rust = source.length() > 1 && source.startsWith("/") && source.endsWith("/");
    String text = rust ? source.substring(1, source.length() - 1) : "^" + source + "$";
    try {
      return Pattern.compile(translated(text));
    } catch (PatternSyntaxException | StackOverflowError unreadable) {
      return null;
    }
  }

  /** What Perl and Rust write otherwise than Java. */
  private static String translated(String text) {
    return text.replace("(?^i:", "(?i-msx:")
        .replace("(?^:", "(?-imsx:")
        .replaceAll("\\(\\?P<[A-Za-z_0-9]+>", "(")
        .replace("[[:^cntrl:]]", "\\P{Cntrl}")
        .replace("[:^cntrl:]", "\\P{Cntrl}")
        .replace("[:cntrl:]", "\\p{Cntrl}")
        .replace("{,", "{0,")
        .replace("\\0", "\\x00");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ApiPattern pattern && pattern.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }

  /** What is left of the work. Mutable; belongs to one match. */
  private static final class Steps {
    private int left = STEPS;

    void take() {
      if (--left < 0) {
        throw new TooManySteps();
      }
    }
  }

  /** A text that tells how often it is looked at. */
  private record Bounded(String text, int from, int to, Steps steps) implements CharSequence {
    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      steps.take();
      return text.charAt(from + index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Bounded(text, from + start, from + end, steps);
    }

    @Override
    public String toString() {
      return text.substring(from, to);
    }
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super("the expression takes too long", null, false, false);
    }
  }
}
