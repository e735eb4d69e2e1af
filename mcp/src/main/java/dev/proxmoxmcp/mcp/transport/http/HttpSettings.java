package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.api.Caller;

/**
 * Where and for whom to serve.
 *
 * @param host a name or an address of the loopback interface; anything else is refused at the start
 * @param port 0 for any free one
 * @param caller on whose behalf every call runs: whoever reaches the loopback interface
 * @param limits what is borne
 */
public record HttpSettings(String host, int port, Caller caller, HttpLimits limits) {
  /**
   * @throws IllegalArgumentException if the port is none
   */
  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, got " + port);
    }
  }

  /** Settings with {@link HttpLimits#DEFAULT}. */
  public HttpSettings(String host, int port, Caller caller) {
    this(host, port, caller, HttpLimits.DEFAULT);
  }
}
