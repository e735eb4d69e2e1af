package dev.proxmoxmcp.client.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.StorageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {
  private static final NodeName PVE1 = new NodeName("pve1");
  private static final StorageId NAS = new StorageId("nas");

  private final Lab lab = Lab.start();
  private final Metrics metrics = lab.as(lab.simulated().auditorToken()).metrics();

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void the_last_hour_of_a_node_has_a_sample_a_minute_the_oldest_first() {
    List<Sample> hour = metrics.node(PVE1, Timeframe.HOUR);

    Instant now = lab.clock().instant();
    assertThat(hour).hasSize(60).isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()));
    assertThat(hour.getLast().time()).isEqualTo(now);
    assertThat(hour.getFirst().time()).isEqualTo(now.minus(Duration.ofMinutes(59)));
    assertThat(hour)
        .allSatisfy(sample -> {
          assertThat(sample.values()).containsKeys("memused", "netin").doesNotContainKey("time");
          assertThat(sample.values().get("cpu")).isBetween(0.0, 1.0);
        });
  }

  @Test
  void the_further_back_the_coarser() {
    List<Sample> week = metrics.node(PVE1, Timeframe.WEEK);

    assertThat(Duration.between(week.getFirst().time(), week.getLast().time()))
        .isBetween(Duration.ofDays(6), Duration.ofDays(7));
    assertThat(Duration.between(week.getFirst().time(), week.get(1).time()))
        .isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void a_slot_in_which_nothing_was_recorded_is_there_without_values() {
    List<Sample> year = metrics.node(PVE1, Timeframe.YEAR);

    assertThat(year.getFirst().values()).isEmpty();
    assertThat(year.getLast().values()).isNotEmpty();
  }

  @Test
  void guests_of_both_kinds_have_theirs_at_their_own_paths() {
    assertThat(metrics.guest(Lab.vm("pve1", 101), Timeframe.HOUR).getLast().values())
        .containsKeys("cpu", "mem", "maxmem", "diskread");
    assertThat(metrics.guest(Lab.ct("pve2", 201), Timeframe.HOUR).getLast().values())
        .containsKeys("cpu", "mem", "maxmem", "diskread");
    assertThat(lab.simulated().requests().list())
        .extracting(request -> request.apiPath())
        .contains("/nodes/pve1/qemu/101/rrddata", "/nodes/pve2/lxc/201/rrddata");
  }

  @Test
  void a_guest_that_is_off_has_a_size_and_no_use() {
    assertThat(metrics.guest(Lab.vm("pve3", 107), Timeframe.HOUR).getLast().values())
        .containsKey("maxmem")
        .doesNotContainKeys("cpu", "mem");
  }

  @Test
  void a_storage_has_its_size_and_what_was_used() {
    List<Sample> month = metrics.storage(PVE1, NAS, Timeframe.MONTH);

    assertThat(month.getLast().values()).containsOnlyKeys("total", "used");
    assertThat(month.getLast().values().get("used"))
        .isGreaterThan(month.getFirst().values().get("used"));
  }

  @Test
  void a_token_without_rights_is_told_which_one_is_missing() {
    Metrics blind = lab.as(lab.simulated().blindToken()).metrics();

    assertThatThrownBy(() -> blind.node(PVE1, Timeframe.HOUR))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("lacks Sys.Audit on /nodes/pve1")
        .hasMessageContaining("Could not read the metrics of node pve1");
    assertThatThrownBy(() -> blind.guest(Lab.vm("pve1", 101), Timeframe.HOUR))
        .isInstanceOf(PermissionDenied.class);
    assertThatThrownBy(() -> blind.storage(PVE1, NAS, Timeframe.HOUR))
        .isInstanceOf(PermissionDenied.class);
  }
}
