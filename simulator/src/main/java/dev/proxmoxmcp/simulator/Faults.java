package dev.proxmoxmcp.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Faults that are waiting for the requests they are meant for; of several that are meant for the
 * same request, the one planned first meets it. Thread-safe.
 */
public final class Faults {
  private final List<Planned> planned = new ArrayList<>();
  private final RandomGenerator random;
  private int lastId;

  /**
   * No faults yet.
   *
   * @param random decides where a fault has a probability
   */
  Faults(RandomGenerator random) {
    this.random = random;
  }

  private record Terms(int times, double probability) {
    private Terms {
      if (times < 1) {
        throw new IllegalArgumentException("times must be at least 1, was " + times);
      }
      if (!(probability > 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "a probability is above 0 and at most 1, not " + probability);
      }
    }
  }

  private static final class Planned {
    private final int id;
    private final Predicate<RecordedRequest> which;
    private final Fault fault;
    private final Terms terms;
    private int struck;

    Planned(int id, Predicate<RecordedRequest> which, Fault fault, Terms terms) {
      this.id = id;
      this.which = which;
      this.fault = fault;
      this.terms = terms;
    }

    boolean spent() {
      return terms.times() != PlannedFault.UNTIL_LIFTED && struck == terms.times();
    }

    PlannedFault shown() {
      int left =
          terms.times() == PlannedFault.UNTIL_LIFTED
              ? PlannedFault.UNTIL_LIFTED
              : terms.times() - struck;
      String requests = which instanceof RequestFilter filter ? filter.toString() : "some";
      return new PlannedFault(id, requests, fault, left, terms.probability(), struck);
    }
  }

  /**
   * The next request of that kind meets the fault.
   *
   * @return the fault's id
   */
  public int next(Predicate<RecordedRequest> which, Fault fault) {
    return next(1, which, fault);
  }

  /**
   * The next {@code times} requests of that kind meet the fault.
   *
   * @return the fault's id
   * @throws IllegalArgumentException if {@code times} is less than 1
   */
  public int next(int times, Predicate<RecordedRequest> which, Fault fault) {
    return plan(which, fault, new Terms(times, 1));
  }

  /**
   * The next request whose API path begins so meets the fault.
   *
   * @param apiPathPrefix such as {@code /cluster/resources}
   * @return the fault's id
   */
  public int nextAt(String apiPathPrefix, Fault fault) {
    return next(new RequestFilter("", apiPathPrefix), fault);
  }

  /**
   * All requests of that kind meet the fault until it is lifted.
   *
   * @return the fault's id
   */
  public int all(Predicate<RecordedRequest> which, Fault fault) {
    return plan(which, fault, new Terms(PlannedFault.UNTIL_LIFTED, 1));
  }

  /**
   * Each request of that kind meets the fault with that probability, by the cluster's seed, until
   * it is lifted.
   *
   * @return the fault's id
   * @throws IllegalArgumentException if the probability is not above 0 and at most 1
   */
  public int sometimes(double probability, Predicate<RecordedRequest> which, Fault fault) {
    return plan(which, fault, new Terms(PlannedFault.UNTIL_LIFTED, probability));
  }

  /**
   * Requests of that kind meet the fault, so many times and with that probability.
   *
   * @param times {@link PlannedFault#UNTIL_LIFTED} for any number
   * @return the fault's id
   */
  public int plan(Predicate<RecordedRequest> which, Fault fault, int times, double probability) {
    return plan(which, fault, new Terms(times, probability));
  }

  private synchronized int plan(Predicate<RecordedRequest> which, Fault fault, Terms terms) {
    lastId++;
    planned.add(new Planned(lastId, which, fault, terms));
    return lastId;
  }

  /** Those that are still waiting, in the order planned. */
  public synchronized List<PlannedFault> list() {
    return planned.stream().map(Planned::shown).toList();
  }

  /**
   * Takes one back.
   *
   * @return whether it was still waiting
   */
  public synchronized boolean lift(int id) {
    return planned.removeIf(candidate -> candidate.id == id);
  }

  /** Takes back all faults that are still waiting. */
  public synchronized void clear() {
    planned.clear();
  }

  /** The fault that is meant for a request, if there is one; it is used up by asking. */
  synchronized Optional<Fault> take(RecordedRequest request) {
    Optional<Planned> found =
        planned.stream()
            .filter(candidate -> candidate.which.test(request) && strikes(candidate))
            .findFirst();
    found.ifPresent(this::used);
    return found.map(planned -> planned.fault);
  }

  private void used(Planned fault) {
    fault.struck++;
    if (fault.spent()) {
      planned.remove(fault);
    }
  }

  private boolean strikes(Planned candidate) {
    double probability = candidate.terms.probability();
    return probability == 1 || random.nextDouble() < probability;
  }
}
