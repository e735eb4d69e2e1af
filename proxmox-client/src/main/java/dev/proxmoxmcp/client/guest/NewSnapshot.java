package dev.proxmoxmcp.client.guest;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.SnapshotName;

/**
 * A snapshot to be taken.
 *
 * @param description "" for none
 * @param withMemory whether a running VM's memory is saved too; Proxmox ignores it for one that
 *     does not run
 */
public record NewSnapshot(SnapshotName name, String description, boolean withMemory) {
  /**
   * Refuses what Proxmox would refuse, before anything is sent.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  void check(GuestKind kind) {
    if (withMemory && kind == GuestKind.LXC) {
      throw new IllegalArgumentException("the memory of a container cannot be saved");
    }
  }
}
