package dev.proxmoxmcp.guard;

import java.util.List;

/** What the guard says to steps that a call wants to take. */
public sealed interface Decision {
  /** Go on, with this grant. */
  record Granted(Grant grant) implements Decision {}

  /**
   * Nothing may be sent.
   *
   * @param reason a whole sentence or two: what is not allowed, what is, and how a person allows it
   */
  record Denied(String reason) implements Decision {}

  /**
   * The policy does not allow it by itself, but a person may: nothing may be sent before he said
   * yes, which is told to {@link Guard#approved}. Only {@link Guard} makes these.
   */
  final class NeedsPerson implements Decision {
    private final Guard.Request request;
    private final List<Step> steps;
    private final String reason;

    NeedsPerson(Guard.Request request, List<Step> steps, String reason) {
      this.request = request;
      this.steps = List.copyOf(steps);
      this.reason = reason;
    }

    Guard.Request request() {
      return request;
    }

    List<Step> steps() {
      return steps;
    }

    /** What to say where nobody can be asked: as of {@link Denied}. */
    public String reason() {
      return reason;
    }
  }
}
