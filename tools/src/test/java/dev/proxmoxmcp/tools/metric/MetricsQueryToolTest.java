package dev.proxmoxmcp.tools.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolLab;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsQueryToolTest {
  @Test
  void the_last_hour_of_a_guest_looks_like_this() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      Golden.check("metrics_query.txt", lab.call("metrics_query", "guest", "web1").text());
      assertThat(lab.requests()).hasSize(2);
    }
  }

  @Test
  void nodes_and_storages_have_a_past_too() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("metrics_query", "node", "pve1", "timeframe", "week").text())
          .startsWith("Node pve1: 336 samples, one every 30m, from ")
          .contains("cpu\t", "load\t", "memory\t");
      assertThat(lab.call("metrics_query", "storage", "nas", "timeframe", "year").text())
          .startsWith("Storage nas on pve1: 1440 samples, one every 6h, from ")
          .contains("\ndisk\t", "\t7.8 TiB\n");
    }
  }

  @Test
  void a_series_has_no_more_points_than_asked_for() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      String day = lab.call("metrics_query", "guest", "101", "timeframe", "day").text();
      assertThat(day.substring(day.indexOf("\nfrom\t")).lines().skip(1)).hasSize(1 + 12);

      assertThat(lab.call("metrics_query", "guest", "101", "points", "0").text())
          .doesNotContain("from\t");
    }
  }

  /** A guest that did not run has no load, which is not a load of zero. */
  @Test
  void a_guest_that_does_not_run_is_explained_rather_than_shown_as_zero()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("metrics_query", "guest", "107").text())
          .contains("It does not run now; while a guest does not run, nothing is recorded.")
          .contains("Never recorded in that time: cpu, memory, ")
          .doesNotContain("\t0%");
    }
  }

  @Test
  void what_only_other_objects_have_is_answered_with_what_this_one_has()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("metrics_query", "guest", "103", "metrics", "load").text())
          .contains(
              "Its metrics are cpu, memory, netin, netout, diskread, diskwrite.\n"
                  + "Never recorded in that time: load.");
    }
  }

  @Test
  void the_time_before_a_guest_was_started_is_a_gap() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.call("guest_power", "guests", "107", "action", "start");
      lab.clock().advance(Duration.ofMinutes(10));

      assertThat(lab.call("metrics_query", "guest", "107", "metrics", "cpu").text())
          .contains("of 60 samples are gaps: nothing was recorded, which is not zero.")
          .contains("cpu\t");
    }
  }

  @Test
  void exactly_one_object_is_named() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (String[] wrong :
          new String[][] {
            {}, {"guest", "101", "node", "pve1"}, {"guest", "101", "storage", "nas"}
          }) {
        ToolReply reply = lab.call("metrics_query", wrong);

        assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
        assertThat(reply.text()).startsWith("Name one of guest, node, storage;");
      }
      assertThat(lab.call("metrics_query", "storage", "nas", "node", "nosuch").text())
          .endsWith("there are pve1, pve2, pve3.");
    }
  }

  /** "Was it ever full, and when" is one question. */
  @Test
  void the_highest_and_the_lowest_are_told_with_their_time() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("metrics_query", "guest", "101", "metrics", "cpu", "points", "0").text())
          .containsPattern(
              "cpu\t[0-9.]+%\t2026-11-22T11:[0-9]{2}:00Z\t[0-9.]+%\t[0-9.]+%"
                  + "\t2026-11-22T11:[0-9]{2}:00Z\t");
      assertThat(
              lab.call("metrics_query", "guest", "101", "metrics", "cpu", "format", "json").text())
          .containsPattern("\"minAt\":\"2026-11-22T11:.*\"maxAt\":\"2026-11-22T11:");
    }
  }

  @Test
  void programs_get_numbers_with_their_unit() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(
              lab.call("metrics_query", "guest", "101", "metrics", "cpu", "format", "json").text())
          .contains("\"stepSeconds\":60", "\"cpu\":{\"recorded\":60,\"unit\":\"percent\",\"min\":");
    }
  }
}
