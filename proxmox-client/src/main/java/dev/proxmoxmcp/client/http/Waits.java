package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.Timeouts;
import java.time.Duration;

/**
 * How long one try may take.
 *
 * @param commit until the request has left: connection and handshake
 * @param begin from then until the first byte of the answer
 * @param whole all of it
 * @param hasty whether these are shorter than the caller has time: silence then ends this try and
 *     not the call
 */
record Waits(Duration commit, Duration begin, Duration whole, boolean hasty) {
  /** For a try after which there is no other. */
  static Waits patient(Timeouts timeouts, Duration left) {
    Duration commit = timeouts.connect().plus(timeouts.handshake());
    return new Waits(shorter(commit, left), left, left, false);
  }

  /**
   * For a read that another member could take over.
   *
   * @param pace a slow call may be silent for long on a member that is well
   */
  static Waits hasty(Timeouts timeouts, Duration left, Endpoint.Pace pace) {
    Duration patience = shorter(timeouts.patience(), left);
    return new Waits(
        patience, pace == Endpoint.Pace.SLOW ? left : patience, left, patience.compareTo(left) < 0);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
