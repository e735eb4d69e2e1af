package dev.proxmoxmcp.simulator.control;

import java.util.Collection;
import java.util.List;

/**
 * A request to the control port that makes no sense: what is wrong, and what would be accepted.
 * Carries no stack trace: it is an answer, not a fault.
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<String> accepted;

  Problem(int status, String message, Collection<String> accepted) {
    super(message, null, false, false);
    this.status = status;
    this.accepted = List.copyOf(accepted);
  }

  static Problem bad(String message, String... accepted) {
    return new Problem(400, message, List.of(accepted));
  }

  int status() {
    return status;
  }

  /** Empty where that goes without saying. */
  List<String> accepted() {
    return accepted;
  }
}
