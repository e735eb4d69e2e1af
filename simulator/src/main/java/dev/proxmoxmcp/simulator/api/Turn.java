package dev.proxmoxmcp.simulator.api;

import java.time.Instant;
import java.util.function.Function;

/** Gives out the cluster's state to one at a time, brought up to the present first. */
public interface Turn {
  /**
   * Does {@code action} with the state as it is now and nobody else at it.
   *
   * @param action gets the cluster's time
   */
  <T> T take(Function<Instant, T> action);
}
