package dev.proxmoxmcp.telemetry;

import dev.proxmoxmcp.base.Observer.What;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Counts work, and tells it as Prometheus reads it (text format 0.0.4). What it counts has few
 * names: no guest, no path and no caller is among them. Thread-safe.
 */
public final class Metrics implements Telemetry.Taker {
  /** Of what {@link #text} answers. */
  public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double NANOS = 1e9;

  /** Upper bounds in seconds: from an answer out of the cache to a wait for a task. */
  private static final List<Double> BOUNDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

  private final Family calls =
      new Family("proxmox_mcp_tool_calls", "Calls of tools that have ended.");
  private final Family requests =
      new Family("proxmox_mcp_requests", "Requests to Proxmox that have ended.");
  private final String version;
  private final List<Supplier<List<Gauge>>> gauges;

  /**
   * A figure that is what it is when it is asked for.
   *
   * @param name as Prometheus has it
   * @param help a sentence
   * @param counts whether it only grows
   */
  public record Gauge(String name, String help, boolean counts, double value) {
    /** One that is there or not: 1 or 0. */
    public static Gauge of(String name, String help, boolean is) {
      return new Gauge(name, help, false, is ? 1 : 0);
    }
  }

  /**
   * Nothing is counted yet.
   *
   * @param version of this program
   * @param gauges asked each time, on the thread of who asks
   */
  public Metrics(String version, List<Supplier<List<Gauge>>> gauges) {
    this.version = version;
    this.gauges = List.copyOf(gauges);
  }

  @Override
  public void took(Span span) {
    What what = span.what();
    String facts =
        labels(what.facts().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList());
    switch (what.kind()) {
      case TOOL ->
          calls.add(
              facts + "," + label("tool", what.name()),
              label("outcome", span.outcome()),
              span.took());
      case REQUEST ->
          requests.add(
              facts + "," + label("method", what.name()),
              label("status", span.outcome()),
              span.took());
    }
  }

  /** All of it now, a line each. */
  public String text() {
    StringBuilder text = new StringBuilder();
    head(text, "proxmox_mcp_info", "Which program this is.", "gauge");
    text.append("proxmox_mcp_info{").append(label("version", version)).append("} 1\n");
    calls.write(text);
    requests.write(text);
    for (Supplier<List<Gauge>> some : gauges) {
      for (Gauge gauge : some.get()) {
        head(text, gauge.name(), gauge.help(), gauge.counts() ? "counter" : "gauge");
        text.append(gauge.name()).append(' ').append(gauge.value()).append('\n');
      }
    }
    return text.toString();
  }

  private static void head(StringBuilder text, String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static String labels(List<Map.Entry<String, String>> facts) {
    return facts.stream()
        .filter(fact -> !fact.getKey().contains("."))
        .map(fact -> label(fact.getKey(), fact.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String label(String name, String value) {
    return name
        + "=\""
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + "\"";
  }

  /** How often, and how long. */
  private static final class Family {
    private final String name;
    private final String help;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();

    Family(String name, String help) {
      this.name = name;
      this.help = help;
    }

    void add(String labels, String outcome, Duration took) {
      counts.computeIfAbsent(labels + "," + outcome, _ -> new LongAdder()).increment();
      histograms.computeIfAbsent(labels, _ -> new Histogram()).add(took);
    }

    void write(StringBuilder text) {
      head(text, name + "_total", help, "counter");
      counts.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(one ->
              text.append(name)
                  .append("_total{")
                  .append(one.getKey())
                  .append("} ")
                  .append(one.getValue().sum())
                  .append('\n'));
      head(text, name + "_seconds", "How long they took.", "histogram");
      histograms.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(one -> one.getValue().write(text, name + "_seconds", one.getKey()));
    }
  }

  private static final class Histogram {
    private final List<LongAdder> buckets = BOUNDS.stream().map(_ -> new LongAdder()).toList();
    private final LongAdder all = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void add(Duration took) {
      double seconds = took.toNanos() / NANOS;
      for (int index = 0; index < buckets.size(); index++) {
        if (seconds <= BOUNDS.get(index)) {
          buckets.get(index).increment();
          break;
        }
      }
      nanos.add(took.toNanos());
      all.increment();
    }

    /** Read one after the other: what is counted meanwhile may be in some of the lines alone. */
    void write(StringBuilder text, String name, String labels) {
      long total = all.sum();
      long below = 0;
      for (int index = 0; index < buckets.size(); index++) {
        below = Math.min(total, below + buckets.get(index).sum());
        bucket(text, name, labels, BOUNDS.get(index).toString(), below);
      }
      bucket(text, name, labels, "+Inf", total);
      text.append(name)
          .append("_sum{")
          .append(labels)
          .append("} ")
          .append(nanos.sum() / NANOS)
          .append('\n');
      text.append(name).append("_count{").append(labels).append("} ").append(total).append('\n');
    }

    private static void bucket(
        StringBuilder text, String name, String labels, String bound, long count) {
      text.append(name)
          .append("_bucket{")
          .append(labels)
          .append(",le=\"")
          .append(bound)
          .append("\"} ")
          .append(count)
          .append('\n');
    }
  }
}
