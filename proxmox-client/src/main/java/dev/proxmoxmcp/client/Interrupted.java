package dev.proxmoxmcp.client;

/**
 * The calling thread was interrupted while it waited for an answer or a task. Only the waiting has
 * ended: a change that was sent goes on, and so does a task. The thread's interrupt flag is set
 * again.
 */
public final class Interrupted extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what was being waited for: {@code the answer to …}, {@code task UPID:…}
   */
  public Interrupted(String what, Delivery delivery, InterruptedException cause) {
    super(
        Fault.INTERRUPTED,
        delivery == Delivery.NOT_SENT
            ? "Did not ask for " + what + ", because the caller was interrupted before."
            : "Stopped waiting for "
                + what
                + ", because the caller was interrupted. What was started goes on.",
        delivery,
        cause);
  }
}
