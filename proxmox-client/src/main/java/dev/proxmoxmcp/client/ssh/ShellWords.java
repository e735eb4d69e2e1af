package dev.proxmoxmcp.client.ssh;

import dev.proxmoxmcp.base.ShellWord;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words for the shell that an SSH server hands a command to: POSIX knows no other way to keep a
 * text as it is than to put it between single quotes, where nothing has a meaning but their end.
 */
final class ShellWords {
  private ShellWords() {}

  /**
   * One line that a POSIX shell reads as exactly these words.
   *
   * @throws IllegalArgumentException for a NUL, which no word can hold
   */
  static String line(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no word of a command can hold a NUL");
    }
    return ShellWord.quoted(word);
  }
}
