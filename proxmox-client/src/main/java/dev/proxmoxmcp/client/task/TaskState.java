package dev.proxmoxmcp.client.task;

/** How far a task is, and how it ended. */
public sealed interface TaskState {
  /** It has not ended. */
  record Running() implements TaskState {}

  /** It ended well. */
  record Ok() implements TaskState {}

  /** It ended well enough: what it should do is done, and its log has warnings. */
  record Warned(int warnings) implements TaskState {}

  /**
   * It failed.
   *
   * @param said why, word for word: untrusted text
   */
  record Failed(String said) implements TaskState {}

  /** It ended, and nobody knows how: its node was restarted, or its log was lost. */
  record Unknown() implements TaskState {}

  /** Whether it has ended, well or not. */
  default boolean ended() {
    return !(this instanceof Running);
  }
}
