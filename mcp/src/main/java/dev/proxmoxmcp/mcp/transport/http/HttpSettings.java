package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.api.Caller;

/**
 * Where and for whom to serve.
 *
 * @param host a name or an address of this machine. One that others reach is refused at the start
 *     without tokens, and without a certificate or a proxy
 * @param port 0 for any free one
 * @param admission who may call, and as whom
 * @param exposure how it is reached from other machines
 * @param limits what is borne
 */
public record HttpSettings(
    String host, int port, Admission admission, Exposure exposure, HttpLimits limits) {
  /**
   * @throws IllegalArgumentException if the port is none
   */
  public HttpSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, got " + port);
    }
  }

  /** On the loopback interface, for whoever reaches it. */
  public HttpSettings(String host, int port, Caller caller, HttpLimits limits) {
    this(host, port, new Admission.Anyone(caller), Exposure.NONE, limits);
  }

  /** The same with {@link HttpLimits#DEFAULT}. */
  public HttpSettings(String host, int port, Caller caller) {
    this(host, port, caller, HttpLimits.DEFAULT);
  }
}
