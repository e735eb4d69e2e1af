package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.ShellWord;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Notices a command that was meant for a shell, since none reads it: one text for a whole line, or
 * a shell's operator as an argument. It is refused with the array that it would have to be.
 */
final class CommandLine {
  private static final Set<String> OPERATORS =
      Set.of("|", "||", "&", "&&", ";", ">", ">>", "<", "<<", "2>", "2>>", "2>&1", ">&2", "&>");

  /** To these, an operator is an operand. */
  private static final Set<String> TAKE_OPERATORS = Set.of("[", "expr", "test");

  /** After these, a semicolon ends the command that a program is to run. */
  private static final Set<String> TAKE_SEMICOLON = Set.of("-exec", "-execdir", "-ok", "-okdir");

  private static final int SHOWN = 400;

  private CommandLine() {}

  /**
   * Lets pass what is a program with its arguments.
   *
   * @throws ArgumentProblem with the array that was probably meant
   */
  static void check(List<String> words) {
    if (words.size() == 1 && words.getFirst().strip().matches("(?s).*\\s.*")) {
      String line = words.getFirst().strip();
      throw new ArgumentProblem(
          "command is one text with blanks, and no shell parts it: it would be the name of one"
              + " program. Nothing was sent. Send it as "
              + array(needsShell(line) ? List.of("sh", "-c", line) : parted(line))
              + ".");
    }
    words.stream()
        .skip(1)
        .filter(word -> isOperator(word, words))
        .findFirst()
        .ifPresent(operator -> {
          throw new ArgumentProblem(
              "\""
                  + operator
                  + "\" means something to a shell only, and none reads this command: the program"
                  + " would get it as an argument. Nothing was sent. Send it as "
                  + array(List.of("sh", "-c", joined(words)))
                  + ".");
        });
  }

  private static boolean isOperator(String word, List<String> words) {
    if (word.equals(";") && words.stream().anyMatch(TAKE_SEMICOLON::contains)) {
      return false;
    }
    return OPERATORS.contains(word) && !TAKE_OPERATORS.contains(words.getFirst());
  }

  private static boolean needsShell(String line) {
    return line.matches("(?s).*[|&;<>$`*?(){}~].*");
  }

  /** Parts a line at its blanks, but not between quotes. */
  private static List<String> parted(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    char quote = 0;
    for (int index = 0; index < line.length(); index++) {
      char next = line.charAt(index);
      if (quote != 0 && next == quote) {
        quote = 0;
      } else if (quote == 0 && (next == '\'' || next == '"')) {
        quote = next;
        quoted = true;
      } else if (quote == 0 && Character.isWhitespace(next)) {
        if (!word.isEmpty() || quoted) {
          words.add(word.toString());
        }
        word.setLength(0);
        quoted = false;
      } else {
        word.append(next);
      }
    }
    words.add(word.toString());
    return words;
  }

  /** As a line for a shell that means the same, with its operators working. */
  private static String joined(List<String> words) {
    List<String> parts = new ArrayList<>();
    for (String word : words) {
      boolean plain = OPERATORS.contains(word) || word.matches("[A-Za-z0-9_./:=@%+,-]+");
      parts.add(plain ? word : ShellWord.quoted(word));
    }
    return String.join(" ", parts);
  }

  /** As it stands in JSON. */
  static String array(List<String> words) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    words.forEach(array::add);
    return ForeignText.line(array.toString(), SHOWN);
  }
}
