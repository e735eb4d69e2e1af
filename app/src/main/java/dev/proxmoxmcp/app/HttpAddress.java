package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.HostPort;

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
    if (text.matches("[0-9]+")) {
      return new HttpAddress(DEFAULT_HOST, port(text, text));
    }
    HostPort parts = HostPort.read(text).orElseThrow(() -> problem(text));
    String port = parts.port();
    return new HttpAddress(parts.host(), port == null ? DEFAULT_PORT : port(port, text));
  }

  private static int port(String port, String text) {
    return HostPort.port(port, 0).orElseThrow(() -> problem(text));
  }

  private static IllegalArgumentException problem(String text) {
    return new IllegalArgumentException(
        "\""
            + ForeignText.line(text, 80)
            + "\" is no address to listen on; write HOST:PORT, such as "
            + DEFAULT
            + ", or [::1]:"
            + DEFAULT_PORT);
  }
}
