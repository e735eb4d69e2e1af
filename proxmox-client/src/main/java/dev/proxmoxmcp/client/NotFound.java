package dev.proxmoxmcp.client;

/** What the request names is not there: a guest, a node, a storage, a task. */
public final class NotFound extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  /** Of what Proxmox said. */
  public NotFound(Attempt attempt, String said) {
    super(
        attempt.failure()
            + ". Proxmox said: "
            + quote(said)
            + ". List what there is: it may have been removed, or moved to another node.",
        Delivery.ANSWERED,
        null);
  }
}
