package dev.proxmoxmcp.client;

import dev.proxmoxmcp.client.http.PathValue;

/** The two kinds of guests. */
public enum GuestKind implements PathValue {
  /** A virtual machine. */
  QEMU("qemu", "VM"),
  /** A container. */
  LXC("lxc", "CT");

  private final String segment;
  private final String label;

  GuestKind(String segment, String label) {
    this.segment = segment;
    this.label = label;
  }

  /** Its segment in an API path and its type in lists: {@code qemu} or {@code lxc}. */
  @Override
  public String pathText() {
    return segment;
  }

  /** As people and Proxmox's messages write it: {@code VM} or {@code CT}. */
  public String label() {
    return label;
  }
}
