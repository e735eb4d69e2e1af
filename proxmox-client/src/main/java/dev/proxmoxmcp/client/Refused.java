package dev.proxmoxmcp.client;

/** A {@link Gate} did not let a request leave; Proxmox has not seen it. */
public final class Refused extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  /**
   * @param why a sentence for the person: what refuses and how it can be allowed
   */
  public Refused(Outgoing outgoing, String why) {
    super(
        Fault.REFUSED_HERE, "Not sent: " + outgoing + ". Refused: " + why, Delivery.NOT_SENT, null);
  }
}
