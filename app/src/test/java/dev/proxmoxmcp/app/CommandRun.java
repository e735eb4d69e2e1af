package dev.proxmoxmcp.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exitCode = Main.run(arguments, terminal, environment);
    return new CommandRun(
        exitCode,
        out.toString(StandardCharsets.UTF_8).stripTrailing(),
        err.toString(StandardCharsets.UTF_8));
  }
}
