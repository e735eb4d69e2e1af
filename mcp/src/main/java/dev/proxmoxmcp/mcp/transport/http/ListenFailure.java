package dev.proxmoxmcp.mcp.transport.http;

import java.io.IOException;
import java.net.BindException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a port could not be opened, told to whoever chose it. */
final class ListenFailure {
  private ListenFailure() {}

  /**
   * An exception whose message is one sentence about that host and port.
   *
   * @param refused what the connector threw; the system's own reason is its cause
   */
  static IOException told(String host, int port, IOException refused) {
    Throwable cause = refused.getCause() == null ? refused : refused.getCause();
    return new IOException(sentence(host, port, cause), refused);
  }

  private static String sentence(String host, int port, Throwable cause) {
    @Nullable String reason = cause.getMessage();
    String lower = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
    if (cause instanceof BindException && lower.contains("in use")) {
      return "port %d on %s is in use: stop what listens there, or choose another port"
          .formatted(port, host);
    }
    if (lower.contains("permission")) {
      return "port %d on %s is not open to this user: choose one above 1023".formatted(port, host);
    }
    // Without IPv6 the JDK has no words for why it refuses an address of it.
    return "cannot listen on port %d of %s: %s"
        .formatted(port, host, reason == null ? "this system has no such address" : reason);
  }
}
