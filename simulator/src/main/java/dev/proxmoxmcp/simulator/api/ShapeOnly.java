package dev.proxmoxmcp.simulator.api;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the answers that had the right shape and no state behind them, and in strict mode refuses
 * to give one to a write. Thread-safe.
 */
public final class ShapeOnly {
  private final boolean strict;
  private final Map<String, Integer> counts = new TreeMap<>();

  /**
   * Nothing counted yet.
   *
   * @param strict whether writes without state behind them are refused
   */
  public ShapeOnly(boolean strict) {
    this.strict = strict;
  }

  /**
   * Notes a call whose answer would keep nothing.
   *
   * @throws Refusal.NotSimulated in strict mode, if it is a write
   */
  synchronized void note(Route route, String what) {
    if (strict && route.verb() != Verb.GET) {
      throw new Refusal.NotSimulated(route.verb(), route.path(), what);
    }
    counts.merge(route.verb() + " " + route.path(), 1, Integer::sum);
  }

  /** How often each endpoint was answered so, by method and path. */
  public synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }
}
