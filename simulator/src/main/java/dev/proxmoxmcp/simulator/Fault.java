package dev.proxmoxmcp.simulator;

import java.time.Duration;
import java.util.function.BiFunction;

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

  /** Carries the request out, and resets the TCP connection instead of answering. */
  Fault LOST_ANSWER = Broken.LOST_ANSWER;

  /**
   * The usual answer, but its body comes byte by byte, slower and slower.
   *
   * @param first the pause before the first byte, in real time; each further one is a quarter
   *     longer
   */
  static Fault drip(Duration first) {
    return new Drip(first);
  }

  /** The usual answer, so much later, in real time. */
  static Fault late(Duration by) {
    return new Late(by);
  }

  /**
   * Another answer than the usual one: what a host says that nobody should believe.
   *
   * @param change of the usual answer to that request; called on the thread that answers
   */
  static Fault rewritten(BiFunction<RecordedRequest, SimulatedReply, SimulatedReply> change) {
    return new Rewritten(change);
  }

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

  /** See {@link Fault#drip}. */
  record Drip(Duration first) implements Fault {
    public Drip {
      requirePositive(first);
    }
  }

  /** See {@link Fault#rewritten}. */
  record Rewritten(BiFunction<RecordedRequest, SimulatedReply, SimulatedReply> change)
      implements Fault {}

  /** See {@link Fault#late}. */
  record Late(Duration by) implements Fault {
    public Late {
      requirePositive(by);
    }
  }

  private static void requirePositive(Duration length) {
    if (!length.isPositive()) {
      throw new IllegalArgumentException("a pause must be positive, was " + length);
    }
  }

  /** The faults without parameters, which {@link Fault} has constants for. */
  enum Broken implements Fault {
    HTML_PAGE,
    HALF_ANSWER,
    SILENCE,
    RESET,
    LOST_ANSWER
  }
}
