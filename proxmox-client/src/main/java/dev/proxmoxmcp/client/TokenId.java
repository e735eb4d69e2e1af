package dev.proxmoxmcp.client;

/** The public half of an API token: {@code user@realm!name}. */
public record TokenId(UserId user, String name) implements AuthId {
  private static final String PATTERN = "[A-Za-z][A-Za-z0-9._-]{0,126}";

  private static final Grammar NAME =
      Grammar.of("token name", PATTERN, "letters, digits and . _ -, beginning with a letter");

  private static final Grammar WHOLE =
      Grammar.of(
          "token id", UserId.PATTERN + "!" + PATTERN, "user@realm!name, such as root@pam!mcp");

  /**
   * @throws IllegalArgumentException if {@code name} is no token name
   */
  public TokenId {
    NAME.check(name);
  }

  /**
   * Reads {@code user@realm!name}.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static TokenId parse(String text) {
    WHOLE.check(text);
    int mark = text.indexOf('!');
    return new TokenId(UserId.parse(text.substring(0, mark)), text.substring(mark + 1));
  }

  @Override
  public String described() {
    return "token " + this;
  }

  @Override
  public String toString() {
    return user + "!" + name;
  }
}
