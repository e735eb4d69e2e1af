package dev.proxmoxmcp.simulator.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A very small shell: statements parted by {@code ;}, pipes, quotes, {@code > file}, {@code >&2},
 * {@code exit} and {@code kill -N $$}.
 */
final class Shell {
  private final Programs programs;
  private final Map<String, byte[]> files;

  Shell(Programs programs, Map<String, byte[]> files) {
    this.programs = programs;
    this.files = files;
  }

  /** A word, and whether it was quoted, so that it is no operator. */
  private record Word(String text, boolean quoted) {
    boolean is(String operator) {
      return !quoted && text.equals(operator);
    }
  }

  void run(String script, byte[] input, Execution run) {
    List<Word> statement = new ArrayList<>();
    List<Word> words = words(script);
    words.add(new Word(";", false));
    for (Word word : words) {
      if (!word.is(";")) {
        statement.add(word);
      } else if (!statement.isEmpty() && !run.over()) {
        if (statement.getFirst().is("exit")) {
          run.ends(new Ended.WithCode(code(statement)));
          return;
        }
        pipeline(statement, input, run);
        statement.clear();
      }
    }
  }

  private static int code(List<Word> exit) {
    return exit.size() > 1 ? Integer.parseInt(exit.get(1).text()) & 0xFF : 0;
  }

  private void pipeline(List<Word> statement, byte[] input, Execution run) {
    byte[] flowing = input;
    List<Word> command = new ArrayList<>();
    for (Word word : statement) {
      if (word.is("|")) {
        Execution part = new Execution();
        command(command, flowing, part);
        run.err().write(part.err().kept());
        run.takes(part.length());
        flowing = part.out().kept();
        command.clear();
      } else {
        command.add(word);
      }
    }
    command(command, flowing, run);
  }

  private void command(List<Word> command, byte[] input, Execution run) {
    run.ends(new Ended.WithCode(0));
    List<String> words = new ArrayList<>();
    String target = "";
    for (int index = 0; index < command.size(); index++) {
      Word word = command.get(index);
      if (word.is(">") && index + 1 < command.size()) {
        target = command.get(++index).text();
      } else if (word.is(">&2")) {
        target = ">&2";
      } else {
        words.add(word.text());
      }
    }
    if (words.isEmpty()) {
      return;
    }
    Execution part = new Execution();
    runOne(words, input, part);
    run.takes(part.length());
    run.ends(part.end());
    run.err().write(part.err().kept());
    switch (target) {
      case "" -> run.out().write(part.out().kept());
      case ">&2" -> run.err().write(part.out().kept());
      default -> {
        if (target.startsWith("/") && !Folders.holds(target, files.keySet())) {
          run.fails(2, "sh: 1: cannot create " + target + ": Directory nonexistent");
        } else {
          files.put(target, part.out().kept());
        }
      }
    }
  }

  private void runOne(List<String> words, byte[] input, Execution run) {
    if (words.getFirst().equals("kill") && words.size() > 2 && words.get(2).equals("$$")) {
      run.ends(new Ended.BySignal(Integer.parseInt(words.get(1).replace("-", ""))));
      return;
    }
    Optional<String> program = Programs.find(words.getFirst());
    if (program.isEmpty()) {
      run.fails(127, "sh: 1: " + words.getFirst() + ": not found");
    } else {
      programs.run(program.get(), words.subList(1, words.size()), input, run);
    }
  }

  private static List<Word> words(String script) {
    List<Word> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    char quote = 0;
    for (char next : script.replace(">&2", " >&2 ").toCharArray()) {
      if (quote != 0) {
        if (next == quote) {
          quote = 0;
        } else {
          word.append(next);
        }
      } else if (next == '\'' || next == '"') {
        quote = next;
        quoted = true;
      } else if (Character.isWhitespace(next) || next == ';' || next == '|') {
        if (!word.isEmpty() || quoted) {
          words.add(new Word(word.toString(), quoted));
        }
        if (!Character.isWhitespace(next)) {
          words.add(new Word(String.valueOf(next), false));
        }
        word.setLength(0);
        quoted = false;
      } else {
        word.append(next);
      }
    }
    if (!word.isEmpty() || quoted) {
      words.add(new Word(word.toString(), quoted));
    }
    return words;
  }
}
