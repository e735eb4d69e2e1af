package dev.proxmoxmcp.simulator.http;

import java.time.Duration;

/** What the server does with a request: answer it, or misbehave in one of the ways hosts do. */
public sealed interface Reaction {

  /**
   * A whole answer.
   *
   * @param status three digits; Proxmox uses some (595) that HTTP does not know
   * @param reason the phrase of the status line; only its first line is sent, as pveproxy does
   * @param contentType empty for none
   * @param body sent as UTF-8
   * @param delay how long it waits before it leaves
   */
  record Reply(int status, String reason, String contentType, String body, Duration delay)
      implements Reaction {

    /** An answer that leaves at once. */
    public static Reply of(int status, String reason, String contentType, String body) {
      return new Reply(status, reason, contentType, body, Duration.ZERO);
    }

    /** The same, leaving that much later. */
    public Reply later(Duration by) {
      return new Reply(status, reason, contentType, body, delay.plus(by));
    }
  }

  /** An answer that promises {@code body} whole, sends its first half and closes. */
  record HalfReply(String body) implements Reaction {}

  /**
   * An answer whose body comes byte by byte.
   *
   * @param first the pause before the first byte; each further one is a quarter longer
   */
  record Drip(Reply reply, Duration first) implements Reaction {}

  /** No answer; the connection stays open until the other side leaves. */
  record Silence() implements Reaction {}

  /** A TCP reset. */
  record Reset() implements Reaction {}
}
