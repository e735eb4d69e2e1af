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
    String sentence = sentence(host, port, cause);
    return isTaken(cause)
        ? new PortTaken(sentence, host, port, refused)
        : new IOException(sentence, refused);
  }

  private static boolean isTaken(Throwable cause) {
    return cause instanceof BindException && lower(cause).contains("in use");
  }

  private static String sentence(String host, int port, Throwable cause) {
    @Nullable String reason = cause.getMessage();
    if (isTaken(cause)) {
      return "port %d on %s is in use: stop what listens there, or choose another port"
          .formatted(port, host);
    }
    if (lower(cause).contains("permission")) {
      return "port %d on %s is not open to this user: choose one above 1023".formatted(port, host);
    }
    // Without IPv6 the JDK has no words for why it refuses an address of it.
    return "cannot listen on port %d of %s: %s"
        .formatted(port, host, reason == null ? "this system has no such address" : reason);
  }

  private static String lower(Throwable cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
  }
}
