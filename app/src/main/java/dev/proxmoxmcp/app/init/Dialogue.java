package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.SecretInput;
import dev.proxmoxmcp.app.Terminal;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.Secret;
import java.util.Arrays;
import java.util.Locale;

/**
 * Questions to the person, each of which an option answers where nobody sits. Owned by the main
 * thread.
 */
final class Dialogue {
  /** Whoever still types something else does not mean the question. */
  private static final int TRIES = 3;

  private final Terminal terminal;
  private final boolean yes;

  /**
   * @param yes whether what is asked for consent is consented to, as an option said
   */
  Dialogue(Terminal terminal, boolean yes) {
    this.terminal = terminal;
    this.yes = yes;
  }

  /** Tells something. */
  void say(String text) {
    terminal.answer(text);
  }

  /** Whether somebody can be asked. */
  boolean attended() {
    return terminal.keyboard().attended();
  }

  /**
   * A text that must be given.
   *
   * @param option that gives it, where nobody can be asked
   */
  String line(String question, String option) {
    if (!attended()) {
      throw new UsageProblem("There is no terminal to ask at: give " + option + ".");
    }
    String typed = terminal.keyboard().line(question + ": ");
    if (typed.isEmpty()) {
      throw new UsageProblem("Nothing was typed, and it takes " + option + ".");
    }
    return typed;
  }

  /** A text; the usual one for nothing, or where nobody can be asked. */
  String lineOr(String question, String usual) {
    if (!attended()) {
      return usual;
    }
    String typed = terminal.keyboard().line(question + " [" + usual + "]: ");
    return typed.isEmpty() ? usual : typed;
  }

  /** What must not be seen, and is not shown. */
  Secret hidden(String question, String option) {
    if (!attended()) {
      throw new UsageProblem("There is no terminal to type at: give " + option + ".");
    }
    byte[] utf8 = SecretInput.utf8(terminal.keyboard().hidden(question + " (not shown): "));
    try {
      return Secret.ofUtf8(utf8);
    } catch (IllegalArgumentException none) {
      throw new UsageProblem("Nothing was typed; nothing was changed.");
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }

  /** Whether the person wants it; an option may have said so. */
  boolean agrees(String question, String option) {
    return yes || confirms(question, option);
  }

  /** The same for what no general option may say. */
  boolean confirms(String question, String option) {
    if (!attended()) {
      throw new UsageProblem("There is no terminal to ask at: give " + option + ".");
    }
    for (int left = TRIES; left > 0; left--) {
      String typed = terminal.keyboard().line(question + " (yes or no): ");
      switch (typed.toLowerCase(Locale.ROOT)) {
        case "yes", "y" -> {
          return true;
        }
        case "no", "n" -> {
          return false;
        }
        default -> say("Please type yes or no.");
      }
    }
    throw new UsageProblem("That is neither yes nor no; nothing was changed.");
  }
}
