package dev.proxmoxmcp.app.doctor;

import dev.proxmoxmcp.base.ShellWord;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Words of commands that are printed for people, to be pasted into a POSIX shell as they are. */
public final class Shell {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9%+,./:=@_-]+");

  private Shell() {}

  /** {@code text} as one word, in quotation marks only where it needs them. */
  public static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : ShellWord.quoted(text);
  }

  /** The same of a path. */
  public static String word(Path file) {
    return word(file.toString());
  }
}
