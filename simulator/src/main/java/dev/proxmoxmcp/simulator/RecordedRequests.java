package dev.proxmoxmcp.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The requests that arrived, in order: also refused ones and those that met a fault. Thread-safe.
 *
 * <p>All are counted; the latest 10,000 are kept, so that a cluster may run for weeks.
 */
public final class RecordedRequests {
  static final int KEPT = 10_000;

  private final Deque<RecordedRequest> latest = new ArrayDeque<>();
  private int count;

  RecordedRequests() {}

  synchronized void add(RecordedRequest request) {
    count++;
    latest.add(request);
    if (latest.size() > KEPT) {
      latest.remove();
    }
  }

  /** How many arrived since the start or the last {@link #clear}. */
  public synchronized int count() {
    return count;
  }

  /** A copy of those that are kept, the oldest first. */
  public synchronized List<RecordedRequest> list() {
    return List.copyOf(latest);
  }

  /** Forgets all, and counts from 0 again. */
  public synchronized void clear() {
    count = 0;
    latest.clear();
  }
}
