package dev.proxmoxmcp.verification.resilience;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param loss how long reads go on after a member is lost
 * @param writes how many faulted writes
 * @param idleCalls how many calls around the idle limit
 * @param mixedCalls how many calls with faults before what is left over is counted
 */
record Scale(Duration loss, int writes, int idleCalls, int mixedCalls) {
  /** For every change. */
  static Scale brief() {
    return new Scale(Duration.ofSeconds(12), 240, 600, 1_000);
  }

  /** What is promised. */
  static Scale full() {
    return new Scale(Duration.ofMinutes(5), 2_000, 5_000, 10_000);
  }
}
