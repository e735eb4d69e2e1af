package dev.proxmoxmcp.telemetry;

import dev.proxmoxmcp.telemetry.Metrics.Gauge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the operating system and the JVM say of this process, under the names that Prometheus'
 * client libraries use. Without the module of JMX, which every start would pay for.
 *
 * @param process {@code /proc/self}; where there is none, its figures are left out
 * @param started when the process began
 */
public record ProcessFigures(Path process, Instant started) implements Supplier<List<Gauge>> {
  private static final int KIB = 1024;
  private static final double MILLIS = 1e3;

  @Override
  public List<Gauge> get() {
    List<Gauge> gauges = new ArrayList<>();
    gauges.add(
        new Gauge(
            "process_start_time_seconds",
            "When the process began, in seconds since 1970.",
            false,
            started.toEpochMilli() / MILLIS));
    resident(gauges);
    descriptors(gauges);
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .ifPresent(cpu ->
            gauges.add(
                new Gauge(
                    "process_cpu_seconds_total",
                    "Processor time that the process took.",
                    true,
                    cpu.toMillis() / MILLIS)));
    Runtime runtime = Runtime.getRuntime();
    gauges.add(
        new Gauge(
            "jvm_memory_used_bytes",
            "What the heap holds, garbage included.",
            false,
            runtime.totalMemory() - runtime.freeMemory()));
    gauges.add(
        new Gauge("jvm_memory_max_bytes", "What the heap can hold.", false, runtime.maxMemory()));
    return gauges;
  }

  private void resident(List<Gauge> gauges) {
    try (Stream<String> lines = Files.lines(process.resolve("status"))) {
      lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .filter(digits -> !digits.isEmpty())
          .findFirst()
          .ifPresent(kib ->
              gauges.add(
                  new Gauge(
                      "process_resident_memory_bytes",
                      "Memory that the process holds.",
                      false,
                      Double.parseDouble(kib) * KIB)));
    } catch (IOException _) {
      // no such system
    }
  }

  private void descriptors(List<Gauge> gauges) {
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      gauges.add(
          new Gauge(
              "process_open_fds", "Files and connections that are open.", false, open.count()));
    } catch (IOException _) {
      // no such system
    }
  }
}
