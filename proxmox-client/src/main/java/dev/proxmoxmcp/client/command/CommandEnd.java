package dev.proxmoxmcp.client.command;

/** How a command ended. */
public sealed interface CommandEnd {
  /** By itself. */
  record Exited(int code) implements CommandEnd {}

  /**
   * By a signal.
   *
   * @param signal its number or its name, as far as it was told: {@code 9}, {@code KILL}
   */
  record Signalled(String signal) implements CommandEnd {}

  /** It has ended, and nobody said how. */
  record Untold() implements CommandEnd {}

  /** Whether it ended by itself with code 0. */
  default boolean well() {
    return switch (this) {
      case Exited(int code) -> code == 0;
      case Signalled _, Untold _ -> false;
    };
  }
}
