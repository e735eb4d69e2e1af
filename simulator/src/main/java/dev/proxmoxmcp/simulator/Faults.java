package dev.proxmoxmcp.simulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Faults that are waiting for the requests they are meant for. Thread-safe. */
public final class Faults {
  private final List<Planned> planned = new ArrayList<>();

  Faults() {}

  private static final class Planned {
    private final Predicate<RecordedRequest> which;
    private final Fault fault;
    private int left;

    Planned(Predicate<RecordedRequest> which, Fault fault, int left) {
      this.which = which;
      this.fault = fault;
      this.left = left;
    }
  }

  /** The next request of that kind meets the fault. */
  public void next(Predicate<RecordedRequest> which, Fault fault) {
    next(1, which, fault);
  }

  /**
   * The next {@code times} requests of that kind meet the fault.
   *
   * @throws IllegalArgumentException if {@code times} is less than 1
   */
  public synchronized void next(int times, Predicate<RecordedRequest> which, Fault fault) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, was " + times);
    }
    planned.add(new Planned(which, fault, times));
  }

  /**
   * The next request whose API path begins so meets the fault.
   *
   * @param apiPathPrefix such as {@code /cluster/resources}
   */
  public void nextAt(String apiPathPrefix, Fault fault) {
    next(request -> request.apiPath().startsWith(apiPathPrefix), fault);
  }

  /** Takes back all faults that are still waiting. */
  public synchronized void clear() {
    planned.clear();
  }

  /** The fault that is meant for a request, if there is one; it is used up by asking. */
  synchronized Optional<Fault> take(RecordedRequest request) {
    for (Iterator<Planned> all = planned.iterator(); all.hasNext(); ) {
      Planned candidate = all.next();
      if (candidate.which.test(request)) {
        candidate.left--;
        if (candidate.left == 0) {
          all.remove();
        }
        return Optional.of(candidate.fault);
      }
    }
    return Optional.empty();
  }
}
