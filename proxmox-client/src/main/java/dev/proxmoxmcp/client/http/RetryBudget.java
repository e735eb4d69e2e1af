package dev.proxmoxmcp.client.http;

/**
 * How many requests may be sent again, over all calls to a cluster: a fifth of the calls, and a
 * reserve of 32. So an outage costs a fifth more requests and not three times as many. Thread-safe.
 */
final class RetryBudget {
  private static final int PER_CALL = 1;
  private static final int PER_RETRY = 5;
  private static final int MOST = 32 * PER_RETRY;

  private int left = MOST;

  /** A call came. */
  synchronized void call() {
    left = Math.min(MOST, left + PER_CALL);
  }

  /** Whether a request may be sent again; if so, it is counted. */
  synchronized boolean take() {
    if (left < PER_RETRY) {
      return false;
    }
    left -= PER_RETRY;
    return true;
  }
}
