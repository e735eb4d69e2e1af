package dev.proxmoxmcp.client;

/**
 * How much of something is taken.
 *
 * @param total 0 where Proxmox does not know it, for example the disk of a diskless guest
 */
public record Usage(ByteSize used, ByteSize total) {
  /** The taken share; 0 where the total is 0. */
  public Percent share() {
    return total.bytes() == 0
        ? new Percent(0)
        : Percent.ofFraction((double) used.bytes() / total.bytes());
  }
}
