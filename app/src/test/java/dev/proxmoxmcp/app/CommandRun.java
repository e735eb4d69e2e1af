package dev.proxmoxmcp.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * One run of the program, as a person sees it.
 *
 * @param exitCode how it ended
 * @param out what it wrote to standard output, without the last line break
 * @param err what it wrote to standard error
 */
record CommandRun(int exitCode, String out, String err) {
  /** Runs it without any settings. */
  static CommandRun of(String... arguments) {
    return in(Map.of(), arguments);
  }

  /** Runs it with these environment variables and no others. */
  static CommandRun in(Map<String, String> environment, String... arguments) {
    return at(new Person(), environment, "", arguments);
  }

  /** Runs it at a terminal where a person types, with something on standard input. */
  static CommandRun at(
      Keyboard keyboard, Map<String, String> environment, String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            keyboard);
    int exitCode = Main.run(arguments, terminal, environment);
    return new CommandRun(
        exitCode,
        out.toString(StandardCharsets.UTF_8).stripTrailing(),
        err.toString(StandardCharsets.UTF_8));
  }

  /** Types these lines, one for each prompt; nobody if there are none. */
  static final class Person implements Keyboard {
    private final Deque<String> lines;
    private final List<String> prompts = new ArrayList<>();
    private final boolean attended;

    Person(String... lines) {
      this.lines = new ArrayDeque<>(List.of(lines));
      this.attended = lines.length > 0;
    }

    /** What it was asked. */
    List<String> prompts() {
      return prompts;
    }

    @Override
    public boolean attended() {
      return attended;
    }

    @Override
    public char[] hidden(String prompt) {
      prompts.add(prompt);
      return lines.remove().toCharArray();
    }

    @Override
    public String line(String prompt) {
      prompts.add(prompt);
      return lines.remove().strip();
    }
  }
}
