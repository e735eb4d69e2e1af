package dev.proxmoxmcp.mcp.api;

/**
 * How the server names itself to clients: {@code serverInfo} of the protocol.
 *
 * @param name for programs, not blank
 * @param title for people, not blank
 * @param version the program's own version, not blank
 */
public record ServerIdentity(String name, String title, String version) {
  /**
   * @throws IllegalArgumentException if one of the three is blank
   */
  public ServerIdentity {
    if (name.isBlank() || title.isBlank() || version.isBlank()) {
      throw new IllegalArgumentException(
          "a server needs a name, a title and a version, got '%s', '%s', '%s'"
              .formatted(name, title, version));
    }
  }
}
