package dev.proxmoxmcp.guard.policy;

import java.util.List;

/**
 * What the rules say to a wish, and how they came to it.
 *
 * @param ruling what they say
 * @param passed what was asked before and did not decide, in its order
 */
public record Verdict(Ruling ruling, List<Passed> passed) {
  /** Copies the list. */
  public Verdict {
    passed = List.copyOf(passed);
  }

  /**
   * What did not decide.
   *
   * @param rule as people know it
   * @param why it did not match
   */
  public record Passed(String rule, String why) {}
}
