package dev.proxmoxmcp.guard.plan;

import java.time.Instant;

/** How far a plan is. It only goes forward, and each step of that is taken by one caller alone. */
public sealed interface Standing {
  /**
   * Nobody has decided.
   *
   * @param rule what wants a person
   * @param onlyShown whether somebody wanted to see it alone, so that nobody is waited for
   */
  record Waiting(String rule, boolean onlyShown) implements Standing {
    /** Of a plan that is to be run. */
    public Waiting(String rule) {
      this(rule, false);
    }
  }

  /** A person said yes, and it was not run yet. */
  record Approved(Approval approval, Instant at) implements Standing {}

  /**
   * It was let go, and its end is not recorded.
   *
   * @param by what let it go: a rule, or who approved it
   * @param process of which process, so that others know whether it can still end
   */
  record Open(String by, Instant at, String process) implements Standing {}

  /**
   * It is over.
   *
   * @param outcome in a word
   */
  record Ended(String outcome, Instant at) implements Standing {}
}
