package dev.proxmoxmcp.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * The requests that arrived, in order: also refused ones and those that met a fault. Thread-safe.
 *
 * <p>All are counted; the latest 10,000 are kept, or fewer where they come to more than 16 million
 * characters, so that a cluster may run for weeks whatever is sent to it.
 */
public final class RecordedRequests {
  static final int KEPT = 10_000;
  static final long KEPT_CHARACTERS = 16_000_000;

  /** What an entry takes besides its text, in characters: many small ones are not free. */
  private static final long ENTRY = 64;

  private final Deque<RecordedRequest> latest = new ArrayDeque<>();
  private long characters;
  private int count;

  RecordedRequests() {}

  synchronized void add(RecordedRequest request) {
    count++;
    latest.add(request);
    characters += size(request);
    while (latest.size() > KEPT || characters > KEPT_CHARACTERS) {
      characters -= size(latest.remove());
    }
  }

  private static long size(RecordedRequest request) {
    long size = ENTRY + request.method().length() + request.tokenId().length();
    size += request.path().length();
    size += request.apiPath().length();
    for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
      size += ENTRY + parameter.getKey().length() + parameter.getValue().length();
    }
    return size;
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
    characters = 0;
    latest.clear();
  }
}
