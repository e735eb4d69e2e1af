package dev.proxmoxmcp.client.command;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program and its arguments, as they reach it: no shell reads them.
 *
 * @param words the program, then its arguments; an argument may be empty and hold anything but NUL
 * @param input what the program reads from its standard input; empty for none
 */
public record GuestCommand(List<String> words, String input) {
  /** The most that all words together may have, in bytes of UTF-8. */
  public static final int MAX_WORDS = 96 << 10;

  /** The most that the input may have, in bytes of UTF-8; Proxmox takes no more. */
  public static final int MAX_INPUT = 64 << 10;

  /**
   * @throws IllegalArgumentException if there is no program, a NUL, or too much of something
   */
  public GuestCommand {
    words = List.copyOf(words);
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a command begins with the program to run");
    }
    int length = words.stream().mapToInt(word -> bytes(word).length + 1).sum();
    if (length > MAX_WORDS) {
      throw new IllegalArgumentException(
          "a command has at most " + MAX_WORDS + " bytes, this one has " + length);
    }
    if (words.stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("no word of a command can hold a NUL");
    }
    if (bytes(input).length > MAX_INPUT) {
      throw new IllegalArgumentException(
          "the input of a command has at most "
              + MAX_INPUT
              + " bytes, this one has "
              + bytes(input).length);
    }
  }

  /** A command without input. */
  public static GuestCommand of(String... words) {
    return new GuestCommand(List.of(words), "");
  }

  /** The input as it reaches the program. */
  byte[] inputBytes() {
    return bytes(input);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
