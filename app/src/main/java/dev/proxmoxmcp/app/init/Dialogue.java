package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.app.SecretInput;
import dev.proxmoxmcp.app.Terminal;
import dev.proxmoxmcp.app.UsageProblem;
import dev.proxmoxmcp.base.Secret;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the person, each of which an option answers where nobody sits. Owned by the main
 * thread.
 */
final class Dialogue {
  /** Whoever still types something else does not mean the question. */
  static final int TRIES = 3;

  private final Terminal terminal;
  private final boolean yes;
  private boolean aside;

  /**
   * @param yes whether what is asked for consent is consented to, as an option said
   */
  Dialogue(Terminal terminal, boolean yes) {
    this.terminal = terminal;
    this.yes = yes;
  }

  /** From now on all is told on standard error: standard output is a script's alone. */
  void stepAside() {
    aside = true;
  }

  /** Tells something. */
  void say(String text) {
    if (aside) {
      terminal.say(text);
    } else {
      terminal.answer(text);
    }
  }

  /** Whether somebody can be asked. */
  boolean attended() {
    return terminal.keyboard().attended();
  }

  /**
   * A question for one text.
   *
   * @param option that answers it, where nobody can be asked
   * @param usual what it is when nothing is typed, or nobody can be asked; null if there is nothing
   *     usual
   */
  record Question(String text, String option, @Nullable String usual) {}

  /**
   * What an option says, else what is usual or typed. Who types something that cannot be used is
   * asked again; an option that cannot be used ends it.
   *
   * @param given what the option says; null if it was not given
   * @param reading throws an {@link IllegalArgumentException} that says what is wrong
   */
  <T> T answer(Question question, @Nullable String given, Function<String, T> reading) {
    String said = given == null && !attended() ? question.usual() : given;
    if (said != null) {
      try {
        return reading.apply(said);
      } catch (IllegalArgumentException wrong) {
        throw new UsageProblem(ended(question.option() + ": " + wrong.getMessage()));
      }
    }
    if (!attended()) {
      throw new UsageProblem("There is no terminal to ask at: give " + question.option() + ".");
    }
    return untilFit(() -> reading.apply(typed(question)));
  }

  private String typed(Question question) {
    String usual = question.usual();
    String prompt = question.text() + (usual == null ? ": " : " [" + usual + "]: ");
    String typed = terminal.keyboard().line(prompt);
    if (!typed.isEmpty()) {
      return typed;
    }
    if (usual == null) {
      throw new IllegalArgumentException("nothing was typed");
    }
    return usual;
  }

  /**
   * What must not be seen, and is not shown. It is asked for again while it cannot be used.
   *
   * @param check throws an {@link IllegalArgumentException} that says what is wrong
   */
  Secret hidden(String question, String option, Consumer<Secret> check) {
    if (!attended()) {
      throw new UsageProblem("There is no terminal to type at: give " + option + ".");
    }
    return untilFit(() -> {
      Secret secret = unseen(question);
      try {
        check.accept(secret);
        return secret;
      } catch (IllegalArgumentException wrong) {
        secret.destroy();
        throw wrong;
      }
    });
  }

  private Secret unseen(String question) {
    byte[] utf8 = SecretInput.utf8(terminal.keyboard().hidden(question + " (not shown): "));
    if (utf8.length == 0) {
      throw new IllegalArgumentException("nothing was typed");
    }
    try {
      return Secret.ofUtf8(utf8);
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }

  private <T> T untilFit(Supplier<T> once) {
    for (int left = TRIES; ; left--) {
      try {
        return once.get();
      } catch (IllegalArgumentException wrong) {
        String said = String.valueOf(wrong.getMessage());
        String sentence = ended(said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1));
        if (left == 1) {
          throw new UsageProblem(sentence);
        }
        say(sentence);
      }
    }
  }

  private static String ended(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
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
