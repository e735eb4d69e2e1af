package dev.proxmoxmcp.mcp.transport.http;

import java.io.IOException;

/** Somebody else listens on the port; the message says so in one sentence. */
public final class PortTaken extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LAST_PORT = 65_535;

  private final String host;
  private final int port;

  PortTaken(String message, String host, int port, IOException refused) {
    super(message, refused);
    this.host = host;
    this.port = port;
  }

  /**
   * The same, with how to choose another.
   *
   * @param how commands or settings, with {@code %1$s} for a host and {@code %2$d} for a port to
   *     try
   */
  public IOException with(String how) {
    int other = port == LAST_PORT ? port - 1 : port + 1;
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return new IOException(getMessage() + ": " + how.formatted(shown, other), this);
  }
}
