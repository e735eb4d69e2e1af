package dev.proxmoxmcp.simulator.pbs;

/**
 * Who calls: a user, or a token of one.
 *
 * @param user such as {@code ops@pbs}
 * @param token the token's name; empty for the user itself
 */
record AuthId(String user, String token) {
  static final AuthId NOBODY = new AuthId("", "");
  private static final String ROOT = "root@pam";

  static AuthId parse(String text) {
    int mark = text.indexOf('!');
    return mark < 0
        ? new AuthId(text, "")
        : new AuthId(text.substring(0, mark), text.substring(mark + 1));
  }

  boolean isToken() {
    return !token.isEmpty();
  }

  /** May do everything, whatever is granted to whom. */
  boolean isSuperuser() {
    return !isToken() && user.equals(ROOT);
  }

  AuthId owner() {
    return new AuthId(user, "");
  }

  /** Whether what {@code owner} owns is the caller's: its own, or that of its tokens. */
  boolean owns(String owner) {
    AuthId other = parse(owner);
    return equals(other) || (other.isToken() && equals(other.owner()));
  }

  @Override
  public String toString() {
    return isToken() ? user + "!" + token : user;
  }
}
