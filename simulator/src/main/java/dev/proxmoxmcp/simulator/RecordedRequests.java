package dev.proxmoxmcp.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * All requests that arrived, in order: also refused ones and those that met a fault. Thread-safe.
 */
public final class RecordedRequests {
  private final List<RecordedRequest> requests = new ArrayList<>();

  RecordedRequests() {}

  synchronized void add(RecordedRequest request) {
    requests.add(request);
  }

  /** How many. */
  public synchronized int count() {
    return requests.size();
  }

  /** A copy of all. */
  public synchronized List<RecordedRequest> list() {
    return List.copyOf(requests);
  }

  /** Forgets all. */
  public synchronized void clear() {
    requests.clear();
  }
}
