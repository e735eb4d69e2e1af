package dev.proxmoxmcp.client;

import org.jspecify.annotations.Nullable;

/** A command could not be run on a node by SSH, or its end was not learned. */
public final class SshFailed extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  /** What was the matter. */
  public enum Reason {
    /** No SSH is configured for the cluster. */
    NOT_CONFIGURED(Fault.SSH_NOT_CONFIGURED),
    /** No connection came about. */
    UNREACHABLE(Fault.SSH_UNREACHABLE),
    /** The node showed a host key that is not known, or another than the known one. */
    HOST_KEY(Fault.SSH_HOST_KEY),
    /** The node did not accept user and key. */
    LOGIN(Fault.SSH_LOGIN),
    /** The connection ended before the command did. */
    BROKEN(Fault.SSH_BROKEN);

    private final Fault fault;

    Reason(Fault fault) {
      this.fault = fault;
    }
  }

  private final Reason reason;

  /**
   * @param message the whole story
   * @param delivery whether the command can have been run
   */
  public SshFailed(Reason reason, String message, Delivery delivery, @Nullable Throwable cause) {
    super(reason.fault, message, delivery, cause);
    this.reason = reason;
  }

  /** What was the matter. */
  public Reason reason() {
    return reason;
  }
}
