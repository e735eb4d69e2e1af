package dev.proxmoxmcp.client.node;

/**
 * A service of a node.
 *
 * @param name as {@code systemctl} takes it
 * @param active what systemd says of it, such as {@code failed}; "" if not told
 */
public record NodeService(String name, String active) {
  /** Whether it should run and does not. */
  public boolean failed() {
    return active.equals("failed");
  }
}
