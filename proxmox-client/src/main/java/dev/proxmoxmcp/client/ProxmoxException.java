package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong between this client and Proxmox, each kind a type of its own.
 *
 * <p>The message is for people: what was tried, on which cluster and object, what Proxmox said word
 * for word (cleaned and shortened), and what to do next. It never holds a secret.
 */
public abstract sealed class ProxmoxException extends RuntimeException
    permits Busy,
        CertificateRejected,
        Conflict,
        Interrupted,
        InvalidParameter,
        NodeUnreachable,
        NotFound,
        PermissionDenied,
        Refused,
        ResultLost,
        SshFailed,
        TaskFailed,
        TimedOut,
        Unauthenticated,
        UnexpectedReply,
        Unreachable {
  private static final long serialVersionUID = 1L;
  private static final int QUOTED = 500;

  private final Fault fault;
  private final String message;
  private final Delivery delivery;

  ProxmoxException(Fault fault, String message, Delivery delivery, @Nullable Throwable cause) {
    super(message, cause);
    // The page about troubleshooting is made of the faults: what it says is what people see.
    assert fault.isIn(message) : fault + " says otherwise: " + message;
    this.fault = fault;
    this.message = message;
    this.delivery = delivery;
  }

  /** The whole story, for people; never null. */
  @Override
  public final String getMessage() {
    return message;
  }

  /** Which of the known faults it is. */
  final Fault fault() {
    return fault;
  }

  /** How far the request had come. */
  public final Delivery delivery() {
    return delivery;
  }

  /** {@code text} from a host, quoted for a message. */
  static String quote(String text) {
    return ForeignText.quoted(text, QUOTED);
  }
}
