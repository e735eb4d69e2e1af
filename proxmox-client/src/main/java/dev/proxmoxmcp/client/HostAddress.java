package dev.proxmoxmcp.client;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.HostPort;

/**
 * Where the API of a host answers.
 *
 * @param host a DNS name, an IPv4 or an IPv6 address, the last without brackets
 * @param port 1 to 65535
 */
public record HostAddress(String host, int port) {
  /** The port of the Proxmox VE API. */
  public static final int DEFAULT_PORT = 8006;

  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  private static final Grammar NAME =
      Grammar.of(
          "host",
          "(?=.{1,253}$)" + LABEL + "(?:\\." + LABEL + ")*",
          "a name or an IP address alone, without https:// and without a path");

  private static final Grammar IPV6 =
      Grammar.of(
          "IPv6 address", "(?=.*:)[0-9A-Fa-f:]{2,39}(?:[0-9.]{7,15})?", "such as 2001:db8::1");

  /**
   * @throws IllegalArgumentException if {@code host} is neither a name nor an address, or the port
   *     is out of range
   */
  public HostAddress {
    if (host.indexOf(':') >= 0) {
      IPV6.check(host);
    } else {
      NAME.check(host);
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(port + " is not a port: 1 to 65535");
    }
  }

  /** {@code host} at port {@value #DEFAULT_PORT}. */
  public static HostAddress of(String host) {
    return new HostAddress(host, DEFAULT_PORT);
  }

  /**
   * Reads {@code host}, {@code host:port}, {@code [v6]:port} or a bare IPv6 address.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static HostAddress parse(String text) {
    HostPort parts =
        HostPort.read(text)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "'"
                        + ForeignText.line(text, 60)
                        + "' is no host: a name or an IP address, an IPv6 address in brackets where"
                        + " a port follows"));
    String port = parts.port();
    return port == null ? of(parts.host()) : new HostAddress(parts.host(), port(port));
  }

  private static int port(String text) {
    return HostPort.port(text, 1)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'" + ForeignText.line(text, 60) + "' is not a port: 1 to 65535"));
  }

  /** As it stands in a URL: {@code host:port}, IPv6 in brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
