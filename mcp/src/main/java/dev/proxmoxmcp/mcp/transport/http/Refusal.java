package dev.proxmoxmcp.mcp.transport.http;

/** An HTTP request that is refused before there is a message in it. Carries no stack. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status, String line) {
    super(line, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
