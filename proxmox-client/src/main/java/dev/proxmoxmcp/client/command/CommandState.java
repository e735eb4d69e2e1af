package dev.proxmoxmcp.client.command;

import org.jspecify.annotations.Nullable;

/** What is known of a command. */
public sealed interface CommandState {
  /** Which one. */
  CommandId id();

  /**
   * It goes on, as far as is known.
   *
   * @param trouble why nothing newer is known; null if it was seen running
   */
  record Running(CommandId id, Output out, Output err, @Nullable String trouble)
      implements CommandState {}

  /** It has ended. */
  record Ended(CommandId id, CommandEnd end, Output out, Output err) implements CommandState {}
}
