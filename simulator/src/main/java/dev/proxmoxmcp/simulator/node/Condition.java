package dev.proxmoxmcp.simulator.node;

import java.time.Duration;
import java.time.Instant;

/** How a node is. */
public sealed interface Condition {
  /** As it should be. */
  record Well() implements Condition {}

  /** Everything that it answers takes so much longer. */
  record Slow(Duration by) implements Condition {}

  /** Its API has stopped; the node itself goes on, and the others see it. */
  record ApiStopped() implements Condition {}

  /** Switched off. */
  record Off(Instant since) implements Condition {}

  /** Cut off: packets to it vanish. */
  record BlackHoled(Instant since) implements Condition {}
}
