package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.http.PathValue;

/** A user as Proxmox writes it: {@code name@realm}, for example {@code root@pam}. */
public record UserId(String name, String realm) implements AuthId, PathValue {
  /**
   * Proxmox takes any character but blank, colon and slash in a name; we keep to those that cannot
   * be mistaken in a header, a UPID or a line on a terminal.
   */
  private static final String NAME = "[A-Za-z0-9._+@-]{1,60}";

  private static final String REALM = "[A-Za-z][A-Za-z0-9._-]{1,31}";

  /** Both together; the last {@code @} parts them, since a realm has none. */
  static final String PATTERN = NAME + "@" + REALM;

  private static final Grammar NAMES =
      Grammar.of("user name", NAME, "without blanks, colons, slashes and exclamation marks");

  private static final Grammar REALMS =
      Grammar.of("realm", REALM, "letters, digits and . _ -, beginning with a letter");

  private static final Grammar WHOLE =
      Grammar.of(
          "user id",
          PATTERN,
          "name@realm, without blanks, colons, slashes and exclamation marks, such as root@pam");

  /**
   * @throws IllegalArgumentException if they make no user id
   */
  public UserId {
    NAMES.check(name);
    REALMS.check(realm);
  }

  /**
   * Reads {@code name@realm}.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static UserId parse(String text) {
    WHOLE.check(text);
    int at = text.lastIndexOf('@');
    return new UserId(text.substring(0, at), text.substring(at + 1));
  }

  @Override
  public String pathText() {
    return toString();
  }

  @Override
  public UserId user() {
    return this;
  }

  @Override
  public String described() {
    return "user " + this;
  }

  @Override
  public boolean isRoot() {
    return name.equals("root") && realm.equals("pam");
  }

  @Override
  public String toString() {
    return name + "@" + realm;
  }
}
