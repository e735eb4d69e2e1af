package dev.proxmoxmcp.app;

/** Where a person types. Owned by the main thread. */
public interface Keyboard {
  /** Whether there is a person, as far as can be told. */
  boolean attended();

  /**
   * What the person types after {@code prompt}, without showing it.
   *
   * @return empty for nothing; whoever gets it overwrites it
   * @throws UsageProblem if the input ended, or nobody is there
   */
  char[] hidden(String prompt);

  /**
   * What the person types after {@code prompt}, in sight.
   *
   * @return without blanks around it; empty for nothing
   * @throws UsageProblem if the input ended, or nobody is there
   */
  String line(String prompt);
}
