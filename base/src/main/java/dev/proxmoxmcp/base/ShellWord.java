package dev.proxmoxmcp.base;

/** A word for a POSIX shell. */
public final class ShellWord {
  private ShellWord() {}

  /**
   * {@code word} as a shell takes it as it is: between single quotes, where nothing has a meaning
   * but their end. A NUL, which no word can hold, is for the caller to refuse.
   */
  public static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
