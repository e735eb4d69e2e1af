package dev.proxmoxmcp.app;

import java.io.Console;

/** The terminal of this process, if it has one: standard input and output both are it. */
@SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 gave one always, others only at a terminal
final class SystemKeyboard implements Keyboard {
  @Override
  public boolean attended() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public char[] hidden(String prompt) {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("%s", prompt);
    if (typed == null) {
      throw new UsageProblem("The input ended before anything was typed. Nothing was changed.");
    }
    return typed;
  }

  @Override
  public String line(String prompt) {
    Console console = System.console();
    String typed = console == null ? null : console.readLine("%s", prompt);
    if (typed == null) {
      throw new UsageProblem("The input ended before anything was typed.");
    }
    return typed.strip();
  }
}
