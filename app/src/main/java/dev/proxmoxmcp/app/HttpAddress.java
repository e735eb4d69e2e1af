package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.ForeignText;

/**
 * Where to listen.
 *
 * @param host name or address, without brackets around an IPv6 address
 * @param port 0 for any free one
 */
public record HttpAddress(String host, int port) {
  /** Reached from this machine alone. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  /** Free on most machines. */
  public static final int DEFAULT_PORT = 8642;

  /** Both together. */
  public static final String DEFAULT = DEFAULT_HOST + ":" + DEFAULT_PORT;

  /**
   * Reads {@code HOST:PORT}, {@code [IPv6]:PORT}, {@code HOST} (an IPv6 address with or without
   * brackets) or {@code PORT}.
   *
   * @throws IllegalArgumentException naming the text and what is accepted
   */
  public static HttpAddress parse(String text) {
    String host = DEFAULT_HOST;
    String port = Integer.toString(DEFAULT_PORT);
    int colon = text.lastIndexOf(':');
    boolean bareIpv6 = !text.startsWith("[") && text.indexOf(':') != colon;
    if (text.matches("[0-9]+")) {
      port = text;
    } else if (colon > text.indexOf(']') && !bareIpv6) {
      host = text.substring(0, colon);
      port = text.substring(colon + 1);
    } else {
      host = text;
    }
    boolean bracketed = host.matches("\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    if (bare.isEmpty()
        || bare.matches(".*[\\[\\]\\s/].*")
        || !port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) > 65535) {
      throw new IllegalArgumentException(
          "\""
              + ForeignText.line(text, 80)
              + "\" is no address to listen on; write HOST:PORT, such as "
              + DEFAULT
              + ", or [::1]:"
              + DEFAULT_PORT);
    }
    return new HttpAddress(bare, Integer.parseInt(port));
  }
}
