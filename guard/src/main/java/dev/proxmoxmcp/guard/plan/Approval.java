package dev.proxmoxmcp.guard.plan;

/**
 * That a person said yes. What a model can set is never one: it comes from a channel that only a
 * person answers.
 *
 * @param by who said it, as far as is known: the principal whose client asked
 * @param channel how it was asked: {@code form}
 */
public record Approval(String by, String channel) {
  /**
   * @throws IllegalArgumentException if one of them is blank
   */
  public Approval {
    if (by.isBlank() || channel.isBlank()) {
      throw new IllegalArgumentException("an approval names who gave it, and how");
    }
  }
}
