package dev.proxmoxmcp.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Observer.Kind;
import dev.proxmoxmcp.base.Observer.What;
import dev.proxmoxmcp.telemetry.Metrics.Gauge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
  private static Span span(Kind kind, String name, String outcome, Duration took, String cluster) {
    return new Span(
        new TraceIds(() -> 7).under(""),
        new What(kind, name, Map.of("cluster", cluster, "url.path", "/nodes/pve1/qemu/101")),
        Instant.EPOCH,
        took,
        outcome,
        true);
  }

  @Test
  void calls_and_requests_are_counted_by_few_names() {
    Metrics metrics = new Metrics("1.2.3", List.of());
    metrics.took(span(Kind.TOOL, "guest_list", "done", Duration.ofMillis(20), "lab"));
    metrics.took(span(Kind.TOOL, "guest_list", "done", Duration.ofSeconds(70), "lab"));
    metrics.took(span(Kind.TOOL, "guest_list", "refused", Duration.ZERO, "lab"));
    metrics.took(span(Kind.REQUEST, "GET", "200", Duration.ofMillis(3), "lab"));

    assertThat(metrics.text().lines())
        .contains(
            "proxmox_mcp_info{version=\"1.2.3\"} 1",
            "# TYPE proxmox_mcp_tool_calls_total counter",
            "proxmox_mcp_tool_calls_total{cluster=\"lab\",tool=\"guest_list\",outcome=\"done\"} 2",
            "proxmox_mcp_tool_calls_total{cluster=\"lab\",tool=\"guest_list\",outcome=\"refused\"}"
                + " 1",
            "# TYPE proxmox_mcp_tool_calls_seconds histogram",
            "proxmox_mcp_tool_calls_seconds_bucket{cluster=\"lab\",tool=\"guest_list\",le=\"0.005\"}"
                + " 1",
            "proxmox_mcp_tool_calls_seconds_bucket{cluster=\"lab\",tool=\"guest_list\",le=\"0.025\"}"
                + " 2",
            "proxmox_mcp_tool_calls_seconds_bucket{cluster=\"lab\",tool=\"guest_list\",le=\"60.0\"}"
                + " 2",
            "proxmox_mcp_tool_calls_seconds_bucket{cluster=\"lab\",tool=\"guest_list\",le=\"+Inf\"}"
                + " 3",
            "proxmox_mcp_tool_calls_seconds_sum{cluster=\"lab\",tool=\"guest_list\"} 70.02",
            "proxmox_mcp_tool_calls_seconds_count{cluster=\"lab\",tool=\"guest_list\"} 3",
            "proxmox_mcp_requests_total{cluster=\"lab\",method=\"GET\",status=\"200\"} 1");
    assertThat(metrics.text()).as("no path, no guest").doesNotContain("pve1", "101");
  }

  @Test
  void a_name_with_a_quotation_mark_ends_no_label() {
    Metrics metrics = new Metrics("1", List.of());
    metrics.took(span(Kind.TOOL, "x", "done", Duration.ZERO, "a\"b\\c\nd"));

    assertThat(metrics.text()).contains("cluster=\"a\\\"b\\\\c\\nd\",tool=\"x\"");
  }

  @Test
  void what_many_threads_count_is_all_there() throws InterruptedException {
    Metrics metrics = new Metrics("1", List.of());
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                Thread.startVirtualThread(() -> {
                  try {
                    begin.await();
                  } catch (InterruptedException stopped) {
                    return;
                  }
                  for (int call = 0; call < 1000; call++) {
                    metrics.took(span(Kind.TOOL, "t", "done", Duration.ofMillis(call), "lab"));
                  }
                }))
            .toList();
    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(metrics.text())
        .contains("outcome=\"done\"} 8000\n", "_count{cluster=\"lab\",tool=\"t\"} 8000\n");
  }

  @Test
  void figures_of_the_process_are_read_when_they_are_asked_for(@TempDir Path process)
      throws Exception {
    Files.writeString(process.resolve("status"), "Name:\tjava\nVmRSS:\t  104960 kB\n");
    Files.createDirectories(process.resolve("fd"));
    Files.createFile(process.resolve("fd/0"));
    Metrics metrics =
        new Metrics("1", List.of(new ProcessFigures(process, Instant.ofEpochMilli(1500))));

    assertThat(metrics.text())
        .contains("process_resident_memory_bytes 1.0747904E8\n", "process_open_fds 1.0\n")
        .contains("process_start_time_seconds 1.5\n", "# TYPE jvm_memory_used_bytes gauge\n");
    assertThat(new ProcessFigures(process.resolve("none"), Instant.EPOCH).get())
        .as("where there is no /proc")
        .extracting(Gauge::name)
        .contains("jvm_memory_max_bytes")
        .doesNotContain("process_resident_memory_bytes");
  }
}
