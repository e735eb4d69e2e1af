package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.SecretMask;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The three standard streams, and who sits there; taken once at the start. Standard output belongs
 * to the answer of a command, and under stdio to MCP alone; everything else goes to standard error.
 * Secrets are taken out of both.
 *
 * @param in standard input
 * @param out standard output itself, unbuffered
 * @param err standard error
 * @param keyboard where secrets are typed
 */
public record Terminal(InputStream in, OutputStream out, PrintStream err, Keyboard keyboard) {
  /** Streams with nobody there. */
  public Terminal(InputStream in, OutputStream out, PrintStream err) {
    this(in, out, err, new Unattended());
  }

  private record Unattended() implements Keyboard {
    @Override
    public boolean attended() {
      return false;
    }

    @Override
    public char[] hidden(String prompt) {
      throw new UsageProblem("There is no terminal to type at.");
    }

    @Override
    public String line(String prompt) {
      throw new UsageProblem("There is no terminal to type at.");
    }
  }

  /**
   * Prints the answer of a command: {@code text} and a line break.
   *
   * @throws UncheckedIOException if it cannot be written: an answer must not be lost in silence
   */
  public void answer(String text) {
    try {
      String shown = SecretMask.hide(text) + System.lineSeparator();
      out.write(shown.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException lost) {
      throw new UncheckedIOException(
          "The answer could not be written to standard output: " + lost.getMessage(), lost);
    }
  }

  /** Says something beside the answer. */
  public void say(String text) {
    err.println(SecretMask.hide(text));
    err.flush();
  }

  /** Standard output for a library that prints help; it is written through at every line. */
  public PrintWriter answerWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** Standard error for a library that prints messages. */
  public PrintWriter messageWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }
}
