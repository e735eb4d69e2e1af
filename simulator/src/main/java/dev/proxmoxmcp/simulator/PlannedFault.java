package dev.proxmoxmcp.simulator;

/**
 * A fault that waits for requests.
 *
 * @param id to lift it by
 * @param requests those it is meant for, in words
 * @param left how many requests it still meets at most; {@link #UNTIL_LIFTED} for any number
 * @param probability with which it meets each of them, above 0 and up to 1
 * @param struck how many it has met
 */
public record PlannedFault(
    int id, String requests, Fault fault, int left, double probability, int struck) {
  /** Any number. */
  public static final int UNTIL_LIFTED = Integer.MAX_VALUE;
}
