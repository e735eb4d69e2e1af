package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.base.KnownFault;

/** A call ends with a plan instead of being done; nothing was sent. The message is the answer. */
final class PlanShown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean asked;

  /**
   * @param asked whether the plan was what the call asked for
   */
  PlanShown(String text, boolean asked) {
    super(text);
    this.asked = asked;
    assert asked || KnownFault.isKnown(text, Refusal.values()) : "not listed: " + text;
  }

  ToolReply reply() {
    String text = String.valueOf(getMessage());
    return asked ? ToolReply.done(text) : ToolReply.problem(ToolReply.Outcome.REFUSED, text);
  }
}
