package dev.proxmoxmcp.client.access;

import java.util.List;

/**
 * Privileges that a token lacks.
 *
 * @param path of the ACL: {@code /vms/104}
 * @param privileges at least one
 * @param any whether one of them would do
 */
public record Lack(String path, List<String> privileges, boolean any) {
  /** Copies the list. */
  public Lack {
    privileges = List.copyOf(privileges);
    if (privileges.isEmpty()) {
      throw new IllegalArgumentException("a lack of nothing on " + path);
    }
  }

  /** {@code VM.Audit or VM.Backup on /vms/104}. */
  @Override
  public String toString() {
    return String.join(any ? " or " : " and ", privileges) + " on " + path;
  }
}
