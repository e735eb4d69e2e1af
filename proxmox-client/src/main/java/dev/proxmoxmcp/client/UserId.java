package dev.proxmoxmcp.client;

/** A user as Proxmox writes it: {@code name@realm}, for example {@code root@pam}. */
public record UserId(String name, String realm) {
  private static final Grammar WHOLE =
      Grammar.of(
          "user id",
          UserId.PATTERN,
          "name@realm, without blanks, colons, slashes and exclamation marks, such as root@pam");

  /**
   * Proxmox takes any character but blank, colon and slash in a name; we keep to those that cannot
   * be mistaken in a header, a UPID or a line on a terminal.
   */
  static final String PATTERN = "[A-Za-z0-9._+@-]{1,60}@[A-Za-z][A-Za-z0-9._-]{1,31}";

  /**
   * @throws IllegalArgumentException if they make no user id
   */
  public UserId {
    WHOLE.check(name + "@" + realm);
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
  public String toString() {
    return name + "@" + realm;
  }
}
