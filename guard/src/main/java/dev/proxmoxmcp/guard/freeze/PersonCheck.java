package dev.proxmoxmcp.guard.freeze;

/** Makes sure that a person is there, and not a program that can start commands. */
@FunctionalInterface
public interface PersonCheck {
  /**
   * Whether a person showed that he is one, such as by the approval passphrase. May ask him and so
   * take its time.
   *
   * @param what he lets happen, to stand in the question: {@code lift the freeze}
   */
  boolean isPerson(String what);
}
