package dev.proxmoxmcp.app.command;

import dev.proxmoxmcp.base.ForeignText;

/**
 * Where to listen.
 *
 * @param host name or address, without brackets around an IPv6 address
 * @param port 0 for any free one
 */
public record HttpAddress(String host, int port) {
  static final String DEFAULT_HOST = "127.0.0.1";
  static final int DEFAULT_PORT = 8642;
  static final String DEFAULT = DEFAULT_HOST + ":" + DEFAULT_PORT;

  /**
   * Reads {@code HOST:PORT}, {@code [IPv6]:PORT}, {@code HOST} or {@code PORT}.
   *
   * @throws IllegalArgumentException naming the text and what is accepted
   */
  public static HttpAddress parse(String text) {
    String host = DEFAULT_HOST;
    String port = Integer.toString(DEFAULT_PORT);
    int colon = text.lastIndexOf(':');
    if (text.matches("[0-9]+")) {
      port = text;
    } else if (colon > text.indexOf(']')) {
      host = text.substring(0, colon);
      port = text.substring(colon + 1);
    } else {
      host = text;
    }
    host = host.replaceAll("^\\[|]$", "");
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535 || host.isEmpty()) {
      throw new IllegalArgumentException(
          "\""
              + ForeignText.line(text, 80)
              + "\" is no address to listen on; write HOST:PORT, such as "
              + DEFAULT);
    }
    return new HttpAddress(host, Integer.parseInt(port));
  }
}
