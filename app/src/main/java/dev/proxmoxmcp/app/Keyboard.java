package dev.proxmoxmcp.app;

import dev.proxmoxmcp.settings.secret.UnlockKey;
import java.util.Arrays;

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

  /**
   * A passphrase that is new, and so must be typed twice.
   *
   * @param first as it was typed the first time; it is the key's from then on
   * @throws UsageProblem if it is typed another way the second time
   */
  default UnlockKey repeated(char[] first) {
    char[] again = hidden("The same again: ");
    boolean same = Arrays.equals(first, again);
    Arrays.fill(again, '\0');
    UnlockKey key = UnlockKey.passphrase(first);
    if (!same) {
      key.close();
      throw new UsageProblem("The two were different; nothing was changed.");
    }
    return key;
  }
}
