package dev.proxmoxmcp.dashboard;

import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Plan;
import java.time.Duration;
import java.util.List;

/** What the page needs of the rest of the program. Thread-safe. */
public interface Approver {
  /** What came of a passphrase. */
  sealed interface Verdict {
    /** It is the one. */
    record Right() implements Verdict {}

    /** It is not. */
    record Wrong() implements Verdict {}

    /**
     * It was not looked at, because too many were wrong before.
     *
     * @param delay how long until one is looked at again
     */
    record Later(Duration delay) implements Verdict {}
  }

  /** Whether a passphrase was set; nobody approves without one. */
  boolean canApprove();

  /**
   * Whether that is the passphrase. Takes a moment, as it is meant to.
   *
   * @param typed overwritten
   */
  Verdict check(char[] typed);

  /** What is recorded as who decided. */
  Approval approval();

  /** The plan in words, as a person reads it; untrusted text among it. */
  List<String> lines(Plan plan);
}
