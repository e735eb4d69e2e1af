package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.Tier;

/**
 * Decides about everything that is about to leave for Proxmox: the one place where policy, approval
 * and audit stand. It is asked once for each request, on the caller's thread, before a connection
 * is made. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Gate {
  /**
   * Lets {@code outgoing} pass by returning.
   *
   * @throws Refused if it may not leave
   */
  void pass(Outgoing outgoing);

  /**
   * Told what became of something that passed and is no read: once for each, on the same thread.
   * Throws nothing.
   *
   * @param said on one line, and no secret in it: the task that Proxmox began, that it did it, or
   *     why not
   */
  default void answered(Outgoing outgoing, String said) {}

  /**
   * Told that something that passed has been answered or has failed, a read too: for those who
   * measure. Once for each request of a call, on the same thread. Throws nothing.
   *
   * @param status of HTTP; 0 for no answer, and for what is not HTTP
   */
  default void ended(Outgoing outgoing, int status) {}

  /** Lets reads pass and refuses everything else. */
  static Gate readsOnly() {
    return outgoing -> {
      if (outgoing.tier() != Tier.READ) {
        throw new Refused(
            outgoing,
            "this client was opened for reading only; give it a gate that lets the tier '"
                + outgoing.tier().label()
                + "' pass");
      }
    };
  }

  /** Lets everything pass: for programs that decide elsewhere. */
  static Gate open() {
    return _ -> {};
  }
}
