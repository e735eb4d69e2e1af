package dev.proxmoxmcp.simulator.pbs;

/**
 * An answer that is an error: a text with a status. Carries no stack trace: it is an answer, not a
 * fault.
 */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;

  private Refused(int status, String text) {
    super(text, null, false, false);
    this.status = status;
    this.text = text;
  }

  /** What nearly every error is. */
  static Refused bad(String text) {
    return new Refused(400, text);
  }

  /** The credentials are none. */
  static Refused unauthenticated(String text) {
    return new Refused(401, text);
  }

  /** A privilege is missing. */
  static Refused forbidden(String text) {
    return new Refused(403, text);
  }

  /** There is no such path. */
  static Refused missing(String text) {
    return new Refused(404, text);
  }

  /** The simulator keeps no state for it, and is not to pretend. */
  static Refused unsimulated(String text) {
    return new Refused(501, text);
  }

  int status() {
    return status;
  }

  String text() {
    return text;
  }
}
