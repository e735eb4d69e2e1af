package dev.proxmoxmcp.guard.policy;

/** Patterns in which {@code *} stands for any signs, none among them, and {@code ?} for one. */
public final class Glob {
  private Glob() {}

  /**
   * Whether {@code text} fits {@code pattern}, whole and sign by sign. Only the last star is ever
   * tried again, so that no pattern takes long.
   */
  public static boolean matches(String pattern, String text) {
    int star = -1;
    int retry = 0;
    int at = 0;
    int read = 0;
    while (read < text.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = read;
      } else if (at < pattern.length()
          && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(read))) {
        at++;
        read++;
      } else if (star >= 0) {
        at = star + 1;
        read = ++retry;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
