package dev.proxmoxmcp.telemetry;

import dev.proxmoxmcp.base.Observer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Measures work, and hands what it measured to whoever counts it or draws it. Thread-safe.
 *
 * @param ids names for traces and what is in them
 * @param takers are told of each piece of work when it has ended
 */
public record Telemetry(InstantSource clock, TraceIds ids, List<Taker> takers) implements Observer {
  /** Gets what was measured. Neither blocks nor throws. */
  @FunctionalInterface
  public interface Taker {
    /** A piece of work has ended. */
    void took(Span span);
  }

  /** Copies the list. */
  public Telemetry {
    takers = List.copyOf(takers);
  }

  @Override
  public Work begun(What what, String parent) {
    return new Piece(ids.under(parent), what, clock.instant());
  }

  /** A piece of work that is being done. */
  private final class Piece implements Work {
    private final TraceIds.Place place;
    private final What what;
    private final Instant began;

    Piece(TraceIds.Place place, What what, Instant began) {
      this.place = place;
      this.what = what;
      this.began = began;
    }

    @Override
    public Work part(What part) {
      return new Piece(ids.within(place), part, clock.instant());
    }

    @Override
    public void ended(String outcome, boolean well) {
      Instant now = clock.instant();
      Duration took = now.isBefore(began) ? Duration.ZERO : Duration.between(began, now);
      Span span = new Span(place, what, began, took, outcome, well);
      takers.forEach(taker -> taker.took(span));
    }
  }
}
