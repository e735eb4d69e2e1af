package dev.proxmoxmcp.guard.audit;

import java.util.Locale;

/** What a record of the audit trail tells of. */
public enum Event {
  /** A process began to serve. */
  STARTED,
  /** A tool looked, and changed nothing. */
  READ,
  /** A change was planned, and waits for a person. */
  PLANNED,
  /** A call was not let pass: by policy, rate, freeze, or because the state was another. */
  REFUSED,
  /** A person said yes. */
  APPROVED,
  /** A person said no, or nobody answered. */
  DENIED,
  /** A change is about to leave: durable before it does. */
  INTENT,
  /** One step of a change left, and what Proxmox said to it at once. */
  SENT,
  /** How a change ended. */
  OUTCOME,
  /** What was found out later about a change whose outcome was not known. */
  RECONCILED,
  /** No change may leave from now on. */
  FROZEN,
  /** Changes may leave again. */
  THAWED,
  /** The rules are others than before. */
  POLICY,
  /** The head of the chain, signed. */
  CHECKPOINT,
  /** Older records were removed by the retention. */
  TRIMMED;

  /** As records have it, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a {@link #label()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Event of(String label) {
    for (Event event : values()) {
      if (event.label().equals(label)) {
        return event;
      }
    }
    throw new IllegalArgumentException("\"" + label + "\" is no event of the audit trail");
  }
}
