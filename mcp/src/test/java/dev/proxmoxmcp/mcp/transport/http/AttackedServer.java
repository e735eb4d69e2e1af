package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.api.Limits;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;

/** A server in a process of its own, with little memory, until its input ends. */
final class AttackedServer {
  static final int MESSAGE_BYTES = 1 << 20;

  /** How long bodies may take. */
  static final Duration BODY = Duration.ofSeconds(2);

  private AttackedServer() {}

  @SuppressWarnings("SystemOut") // it tells whoever started it where it is
  public static void main(String[] arguments) throws IOException {
    try (HttpTransport transport =
        HttpTransport.start(
            new Workbench().server(new Limits(64, MESSAGE_BYTES, Duration.ZERO)),
            new HttpSettings(
                "127.0.0.1", 0, new Caller("local"), HttpLimits.DEFAULT.withBody(BODY)),
            new SecureRandom())) {
      System.out.println(transport.address());
      while (System.in.read() >= 0) {
        // nothing is said to it
      }
    }
  }
}
