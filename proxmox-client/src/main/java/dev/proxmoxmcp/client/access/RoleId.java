package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.client.http.PathValue;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a role, such as {@code PVEAuditor}. */
public record RoleId(String name) implements PathValue, Comparable<RoleId> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String RESERVED = "PVE";

  /**
   * @throws IllegalArgumentException if it is none
   */
  public RoleId {
    if (!NAME.matcher(name).matches() || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "this is no name of a role; it has up to 64 letters, digits and . _ -, such as"
              + " ProxmoxMcp");
    }
  }

  /** Whether only Proxmox itself may call a role so. */
  public boolean isReserved() {
    return name.toUpperCase(Locale.ROOT).startsWith(RESERVED);
  }

  @Override
  public String pathText() {
    return name;
  }

  @Override
  public int compareTo(RoleId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
