package dev.proxmoxmcp.settings.secret;

import java.util.Optional;

/**
 * What a secret of the store is called, such as {@code lab-token}.
 *
 * @param text 1 to 64 letters, digits, dots, underscores and hyphens; begins with a letter or digit
 */
public record SecretName(String text) implements Comparable<SecretName> {
  /** For messages. */
  public static final String ACCEPTED =
      "a name has up to 64 letters, digits, dots, underscores and hyphens, and begins with a letter"
          + " or digit, such as lab-token";

  private static final String GRAMMAR = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  /** What Proxmox makes as the secret of a token: pasted where the name belongs. */
  private static final String LIKE_A_SECRET = "(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  /**
   * @throws IllegalArgumentException if it is none; the message does not show it
   */
  public SecretName {
    if (!text.matches(GRAMMAR) || text.matches(LIKE_A_SECRET)) {
      throw new IllegalArgumentException(ACCEPTED);
    }
  }

  /**
   * Reads a name.
   *
   * @return empty for anything else, which may be the secret itself: never show it
   */
  public static Optional<SecretName> parse(String text) {
    return text.matches(GRAMMAR) && !text.matches(LIKE_A_SECRET)
        ? Optional.of(new SecretName(text))
        : Optional.empty();
  }

  @Override
  public int compareTo(SecretName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
