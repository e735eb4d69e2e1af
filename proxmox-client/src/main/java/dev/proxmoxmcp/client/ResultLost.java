package dev.proxmoxmcp.client;

import org.jspecify.annotations.Nullable;

/**
 * A command in a guest was started, and what became of it can no longer be learned: Proxmox gives a
 * result once and then forgets it.
 */
public final class ResultLost extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  private ResultLost(Fault fault, String message, @Nullable Throwable cause) {
    super(fault, message, Delivery.ANSWERED, cause);
  }

  /**
   * The answer that held the result did not arrive.
   *
   * @param command which one
   */
  public static ResultLost withConnection(String command, Throwable cause) {
    return new ResultLost(
        Fault.RESULT_LOST,
        "Command "
            + command
            + " has ended, but its result is lost: the connection broke while it was on its way,"
            + " and Proxmox gives a result once. Whether it succeeded is not known; look at what it"
            + " should have done before running it again.",
        cause);
  }

  /** Nobody knows the command, and no answer was lost here. */
  public static ResultLost unknown(String command, Throwable cause) {
    return new ResultLost(
        Fault.COMMAND_UNKNOWN,
        "Nothing is known of command "
            + command
            + ": the guest was restarted since, or the result was read before (Proxmox gives it"
            + " once), or there never was such a command.",
        cause);
  }

  /** This process has not got it, or no longer. */
  public static ResultLost here(String command, @Nullable Throwable cause) {
    return new ResultLost(
        Fault.COMMAND_UNKNOWN,
        "Nothing is known here of command "
            + command
            + ": results are kept for a while by the server process that ran the command.",
        cause);
  }
}
