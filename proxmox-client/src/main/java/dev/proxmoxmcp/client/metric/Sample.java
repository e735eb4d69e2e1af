package dev.proxmoxmcp.client.metric;

import java.time.Instant;
import java.util.Map;

/**
 * What was measured in one slot, averaged.
 *
 * @param time at which the slot ends
 * @param values by the name that Proxmox gives them: {@code cpu}, {@code memused}, {@code netin},
 *     …; shares of 1, bytes, bytes a second. Empty where nothing was recorded
 */
public record Sample(Instant time, Map<String, Double> values) {
  /** Copies the values. */
  public Sample {
    values = Map.copyOf(values);
  }
}
