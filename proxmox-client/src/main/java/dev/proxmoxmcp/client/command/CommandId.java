package dev.proxmoxmcp.client.command;

import dev.proxmoxmcp.client.GuestRef;

/**
 * Which command of which guest.
 *
 * @param number in a VM the process id that its agent told; for a container a number of this
 *     process
 */
public record CommandId(GuestRef guest, long number) {
  /** For messages: {@code 4001 of VM 101 on node pve1}. */
  @Override
  public String toString() {
    return number + " of " + guest;
  }
}
