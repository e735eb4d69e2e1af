package dev.proxmoxmcp.tools.metric;

import dev.proxmoxmcp.client.metric.Sample;
import dev.proxmoxmcp.tools.text.Amounts;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be asked of the past, whatever Proxmox calls it for which kind of object. */
enum Metric {
  CPU(Unit.SHARE, "", "cpu"),
  MEMORY(Unit.BYTES, "maxmem memtotal", "mem memused"),
  DISK(Unit.BYTES, "maxdisk roottotal total", "disk rootused used"),
  NETIN(Unit.RATE, "", "netin"),
  NETOUT(Unit.RATE, "", "netout"),
  DISKREAD(Unit.RATE, "", "diskread"),
  DISKWRITE(Unit.RATE, "", "diskwrite"),
  LOAD(Unit.NUMBER, "", "loadavg"),
  IOWAIT(Unit.SHARE, "", "iowait"),
  SWAP(Unit.BYTES, "swaptotal", "swapused");

  private final Unit unit;
  private final String limits;
  private final String names;

  Metric(Unit unit, String limits, String names) {
    this.unit = unit;
    this.limits = limits;
    this.names = names;
  }

  /** How a figure is written. */
  enum Unit {
    /** Of 1. */
    SHARE,
    BYTES,
    /** Bytes a second. */
    RATE,
    NUMBER;

    String text(double value) {
      return switch (this) {
        case SHARE -> Amounts.percent(value);
        case BYTES -> Amounts.bytes(Math.round(value));
        case RATE -> Amounts.bytes(Math.round(value)) + "/s";
        case NUMBER -> String.format(Locale.ROOT, "%.2f", value);
      };
    }

    /** For programs: percent, bytes, bytes a second, a number. */
    double figure(double value) {
      return switch (this) {
        case SHARE -> Math.round(value * 10_000) / 100.0;
        case BYTES, RATE -> Math.round(value);
        case NUMBER -> Math.round(value * 100) / 100.0;
      };
    }

    String label() {
      return switch (this) {
        case SHARE -> "percent";
        case BYTES -> "bytes";
        case RATE -> "bytesPerSecond";
        case NUMBER -> "number";
      };
    }
  }

  Unit unit() {
    return unit;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Null where it was not recorded. */
  @Nullable Double of(Sample sample) {
    return first(sample, names);
  }

  /** What it can be at most; null where there is no such limit, or it is 0. */
  @Nullable Double limit(Sample sample) {
    Double limit = first(sample, limits);
    return limit == null || limit == 0 ? null : limit;
  }

  private static @Nullable Double first(Sample sample, String names) {
    return Stream.of(names.split(" ", -1))
        .filter(sample.values()::containsKey)
        .findFirst()
        .map(name -> sample.values().get(name))
        .orElse(null);
  }
}
