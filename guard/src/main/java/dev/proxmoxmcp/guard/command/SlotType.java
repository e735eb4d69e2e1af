package dev.proxmoxmcp.guard.command;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.guard.policy.Glob;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller may put in one place of a command. No type lets a control character, a blank, a
 * {@code ..} or a leading {@code -} through, but for a negative number and for what whoever wrote
 * the settings lists himself. What they let through means nothing to a shell. Immutable.
 */
sealed interface SlotType {
  /** Whether {@code text} is such a value. */
  boolean takes(String text);

  /** As settings have it. */
  String text();

  /** A whole number, without signs and zeros that it does not need. */
  record Whole(long least, long most) implements SlotType {
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    @Override
    public boolean takes(String text) {
      if (!NUMBER.matcher(text).matches()) {
        return false;
      }
      long number = Long.parseLong(text);
      return number >= least && number <= most;
    }

    @Override
    public String text() {
      return "integer " + least + "-" + most;
    }
  }

  /** One of a few. */
  record Choice(List<String> words) implements SlotType {
    @Override
    public boolean takes(String text) {
      return words.contains(text);
    }

    @Override
    public String text() {
      return "choice " + String.join(" ", words);
    }
  }

  /**
   * A word.
   *
   * @param pattern with {@code *} for any signs
   */
  record Word(String pattern) implements SlotType {
    private static final Pattern SIGNS =
        Pattern.compile("[A-Za-z0-9_@+:.][A-Za-z0-9_@+:.-]{0,127}");

    @Override
    public boolean takes(String text) {
      return SIGNS.matcher(text).matches()
          && !text.contains("..")
          && !text.equals(".")
          && Glob.matches(pattern, text);
    }

    @Override
    public String text() {
      return "word " + pattern;
    }
  }

  /**
   * A file below a folder. Links within the guest are its own matter.
   *
   * @param folder ends without a slash; "" for the root
   */
  record Below(String folder) implements SlotType {
    private static final Pattern SIGNS = Pattern.compile("(?:/[A-Za-z0-9_@+:.,=-]{1,128}){1,32}");

    @Override
    public boolean takes(String text) {
      return SIGNS.matcher(text).matches()
          && text.startsWith(folder + "/")
          && !text.contains("..")
          && Arrays.stream(text.split("/")).noneMatch(part -> part.equals("."));
    }

    @Override
    public String text() {
      return "path " + (folder.isEmpty() ? "/" : folder);
    }
  }

  /**
   * Reads a type: {@code integer 1-100}, {@code choice a b c}, {@code word PATTERN}, {@code path
   * /FOLDER}.
   *
   * @throws IllegalArgumentException saying what is accepted
   */
  static SlotType of(String text) {
    String[] parts = text.strip().split("\\s+", 2);
    String rest = parts.length < 2 ? "" : parts[1];
    return switch (parts[0]) {
      case "integer" -> whole(rest);
      case "choice" -> choice(rest);
      case "word" -> word(rest);
      case "path" -> below(rest);
      default ->
          throw new IllegalArgumentException(
              "is integer 1-100, choice a b c, word PATTERN or path /FOLDER");
    };
  }

  private static SlotType whole(String text) {
    Matcher range = Pattern.compile("(-?[0-9]{1,18})-(-?[0-9]{1,18})").matcher(text);
    if (!range.matches() || Long.parseLong(range.group(1)) > Long.parseLong(range.group(2))) {
      throw new IllegalArgumentException("has a range from lower to higher, as in integer 1-100");
    }
    return new Whole(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
  }

  private static SlotType choice(String text) {
    List<String> words = List.of(text.split("\\s+"));
    if (text.isBlank() || !text.equals(ForeignText.line(text, 4000))) {
      throw new IllegalArgumentException("lists what there is to choose from, as in choice a b c");
    }
    return new Choice(words);
  }

  private static SlotType word(String text) {
    String pattern = text.isEmpty() ? "*" : text;
    if (!pattern.matches("[A-Za-z0-9_@+:.*-]{1,128}")) {
      throw new IllegalArgumentException(
          "has a pattern of letters, digits, _ @ + : . - and * for any of these, as in word web-*");
    }
    return new Word(pattern);
  }

  private static SlotType below(String text) {
    String folder = text.equals("/") ? "" : text;
    if (!folder.isEmpty() && !new Below("").takes(folder)) {
      throw new IllegalArgumentException(
          "has a folder from the root on, without a slash at its end, as in path /var/log");
    }
    return new Below(folder);
  }
}
