package dev.proxmoxmcp.app;

import dev.proxmoxmcp.base.Observer;
import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.guard.Desk;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.freeze.Freeze;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.mcp.transport.http.Beside;
import dev.proxmoxmcp.settings.PostTarget;
import dev.proxmoxmcp.settings.TelemetryEntry;
import dev.proxmoxmcp.telemetry.Metrics;
import dev.proxmoxmcp.telemetry.Metrics.Gauge;
import dev.proxmoxmcp.telemetry.Otlp;
import dev.proxmoxmcp.telemetry.ProcessFigures;
import dev.proxmoxmcp.telemetry.Telemetry;
import dev.proxmoxmcp.telemetry.TraceIds;
import dev.proxmoxmcp.telemetry.Traces;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a server is watched by those who run it. Where the settings ask for nothing, nothing is
 * measured and nothing is loaded.
 *
 * @param observer is told of calls
 * @param metrics what {@code /metrics} answers; null where it is not there
 * @param traces what sends traces; null where nobody gets them
 */
public record SelfWatch(Observer observer, @Nullable Metrics metrics, @Nullable Traces traces)
    implements AutoCloseable {
  private static final String PATH = "/metrics";

  /** Not a name that anybody must not guess. */
  private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

  /**
   * As the settings say.
   *
   * @param http whether it serves HTTP, where figures can be asked for
   * @param ledger what waits and is frozen
   */
  public static SelfWatch of(
      TelemetryEntry settings, boolean http, Ledger ledger, InstantSource clock, Pause pause) {
    boolean counted = http && settings.metrics();
    PostTarget collector = settings.traces();
    if (!counted && collector == null) {
      return new SelfWatch(Observer.NONE, null, null);
    }
    ProcessHandle process = ProcessHandle.current();
    Traces traces =
        collector == null
            ? null
            : new Traces(
                GuardStores.post(collector)::send,
                new Otlp(Version.current(), Long.toString(process.pid())),
                pause);
    Metrics metrics = counted ? metrics(ledger, process, clock, traces) : null;
    List<Telemetry.Taker> takers = new ArrayList<>();
    Optional.ofNullable(metrics).ifPresent(takers::add);
    Optional.ofNullable(traces).ifPresent(takers::add);
    return new SelfWatch(new Telemetry(clock, new TraceIds(RANDOM), takers), metrics, traces);
  }

  private static Metrics metrics(
      Ledger ledger, ProcessHandle process, InstantSource clock, @Nullable Traces traces) {
    List<Supplier<List<Gauge>>> gauges = new ArrayList<>();
    gauges.add(() -> kept(ledger));
    Optional.ofNullable(traces).ifPresent(gauges::add);
    Instant started = process.info().startInstant().orElse(clock.instant());
    gauges.add(new ProcessFigures(Path.of("/proc/self"), started));
    return new Metrics(Version.current(), gauges);
  }

  private static List<Gauge> kept(Ledger ledger) {
    try {
      return List.of(
          new Gauge(
              "proxmox_mcp_plans_waiting",
              "Plans that wait for a person.",
              false,
              new Desk(ledger).waiting().stream().filter(plan -> !plan.isOnlyShown()).count()),
          new Gauge(
              "proxmox_mcp_changes_open",
              "Changes that were let go and whose end is not recorded.",
              false,
              ledger.open().size()),
          Gauge.of(
              "proxmox_mcp_frozen",
              "Whether all changes are frozen.",
              ledger.store().look(books -> Freeze.state(books).isPresent())));
    } catch (CannotRecord _) {
      return List.of();
    }
  }

  /** What is served beside MCP; none where figures cannot be asked for. */
  public List<Beside> beside() {
    Metrics counted = metrics;
    return counted == null ? List.of() : List.of(Beside.text(PATH, Metrics.TYPE, counted::text));
  }

  @Override
  public void close() {
    Traces sending = traces;
    if (sending != null) {
      sending.close();
    }
  }
}
