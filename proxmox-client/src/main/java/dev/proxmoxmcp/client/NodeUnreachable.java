package dev.proxmoxmcp.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host answered, but the node that it forwards to did not: status 595 to 599. After 595 nothing
 * reached that node; after the others it may have.
 */
public final class NodeUnreachable extends ProxmoxException {
  private static final long serialVersionUID = 1L;
  private static final int CONNECTING_FAILED = 595;

  private final transient @Nullable NodeName node;
  private final int status;

  /**
   * @param status 595 to 599
   */
  public NodeUnreachable(Attempt attempt, int status, String said) {
    super(
        attempt.failure()
            + ": "
            + attempt.host()
            + (status == CONNECTING_FAILED ? " cannot reach " : " lost the connection to ")
            + (attempt.node() == null ? "the node" : "node " + attempt.node())
            + ". Proxmox said: "
            + status
            + " "
            + quote(said)
            + ". "
            + nextStep(status),
        status == CONNECTING_FAILED ? Delivery.ANSWERED : Delivery.UNKNOWN,
        null);
    this.node = attempt.node();
    this.status = status;
  }

  /** The node, if the path named one. */
  public Optional<NodeName> node() {
    return Optional.ofNullable(node);
  }

  /** 595 to 599. */
  public int status() {
    return status;
  }

  private static String nextStep(int status) {
    return status == CONNECTING_FAILED
        ? "See whether the node is up and `systemctl status pveproxy` runs there."
        : "The node took longer than 30 s or broke off: a storage that hangs does that. Whether the"
            + " request was carried out is not known; look at its state before sending it again.";
  }
}
