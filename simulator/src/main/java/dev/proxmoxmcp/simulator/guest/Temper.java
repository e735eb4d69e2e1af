package dev.proxmoxmcp.simulator.guest;

import java.time.Duration;
import java.util.List;

/**
 * How a guest behaves when it is started and shut down.
 *
 * @param shutdown how long its system takes to shut down; longer than any limit if it never does
 */
public record Temper(Start start, Duration shutdown) {
  private static final Duration USUAL_SHUTDOWN = Duration.ofSeconds(5);

  /** What happens at its start. */
  public sealed interface Start {
    /** It starts. */
    record Well() implements Start {}

    /** It starts, and the log holds these warnings. */
    record WithWarnings(List<String> log, int warnings) implements Start {
      public WithWarnings {
        log = List.copyOf(log);
      }
    }

    /** It does not start: the log says why, the task ends with {@code error}. */
    record Never(List<String> log, String error) implements Start {
      public Never {
        log = List.copyOf(log);
      }
    }
  }

  /** A guest that does what it should. */
  public static Temper calm() {
    return new Temper(new Start.Well(), USUAL_SHUTDOWN);
  }

  /** A guest that starts like this and shuts down as usual. */
  public static Temper starting(Start start) {
    return new Temper(start, USUAL_SHUTDOWN);
  }

  /** A guest that ignores a shutdown. */
  public static Temper deafToShutdown() {
    return new Temper(new Start.Well(), Duration.ofDays(365));
  }
}
