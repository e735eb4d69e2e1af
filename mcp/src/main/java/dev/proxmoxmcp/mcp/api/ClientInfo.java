package dev.proxmoxmcp.mcp.api;

import dev.proxmoxmcp.base.ForeignText;

/**
 * How a client names itself: {@code clientInfo} of the protocol. Nobody verified it.
 *
 * @param name one line of at most 80 characters, cleaned; "unknown" if it sent none
 * @param version one line of at most 40 characters, cleaned; "unknown" if it sent none
 */
public record ClientInfo(String name, String version) {
  private static final String NOTHING = "unknown";

  /** A client that did not name itself. */
  public static final ClientInfo UNKNOWN = new ClientInfo(NOTHING, NOTHING);

  /** Cleans and bounds both. */
  public ClientInfo {
    name = cleaned(name, 80);
    version = cleaned(version, 40);
  }

  private static String cleaned(String text, int maxLength) {
    String line = ForeignText.line(text, maxLength);
    return line.isBlank() ? NOTHING : line;
  }
}
