package dev.proxmoxmcp.simulator;

/** A way in which a host fails to answer properly. */
public sealed interface Fault {
  /** 200 with the HTML of the login page instead of JSON, as gateways and wrong ports give. */
  Fault HTML_PAGE = Broken.HTML_PAGE;

  /** An answer that ends in the middle of what its Content-Length promised. */
  Fault HALF_ANSWER = Broken.HALF_ANSWER;

  /** Accepts the request and never answers; the connection stays open. */
  Fault SILENCE = Broken.SILENCE;

  /** Resets the TCP connection. */
  Fault RESET = Broken.RESET;

  /**
   * An answer with that status line and no body, such as 595 {@code No route to host}; then the
   * connection closes.
   *
   * @throws IllegalArgumentException if the status is not from 400 to 599
   */
  static Fault status(int status, String reason) {
    return new Status(status, reason);
  }

  /** See {@link Fault#status}. */
  record Status(int status, String reason) implements Fault {
    public Status {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("a fault's status is 400 to 599, not " + status);
      }
    }
  }

  /** The faults without parameters, which {@link Fault} has constants for. */
  enum Broken implements Fault {
    HTML_PAGE,
    HALF_ANSWER,
    SILENCE,
    RESET
  }
}
