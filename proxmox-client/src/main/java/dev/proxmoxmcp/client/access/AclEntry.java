package dev.proxmoxmcp.client.access;

/**
 * One entry of the list of permissions: a role that somebody has on a path.
 *
 * @param path such as {@code /vms}
 * @param who a user, a token or a group, as Proxmox writes it
 * @param propagates whether it holds below the path too
 */
public record AclEntry(String path, RoleId role, String who, boolean propagates) {
  @Override
  public String toString() {
    return role + " on " + path + " for " + who;
  }
}
