package dev.proxmoxmcp.simulator.guest;

/** The two kinds of guests. */
public enum GuestKind {
  /** A virtual machine. */
  QEMU("qemu", "qemu-server", "VM"),
  /** A container. */
  LXC("lxc", "lxc", "CT");

  private final String type;
  private final String configFolder;
  private final String label;

  GuestKind(String type, String configFolder, String label) {
    this.type = type;
    this.configFolder = configFolder;
    this.label = label;
  }

  /** As paths and lists name it: {@code qemu} or {@code lxc}. */
  public String type() {
    return type;
  }

  /** The folder of its configuration files below the node's. */
  String configFolder() {
    return configFolder;
  }

  /** As messages name it: {@code VM} or {@code CT}. */
  public String label() {
    return label;
  }
}
