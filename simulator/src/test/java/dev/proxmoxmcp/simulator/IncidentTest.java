package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IncidentTest {
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start(SimulatedCluster.of(Scenario.INCIDENT).forwardingLimit(Duration.ofMillis(20)));
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  @Test
  void a_node_is_off_and_nothing_is_known_of_its_guests() throws IOException {
    assertThat(lab.get("/nodes").row("node", "pve3").get("status")).isEqualTo("offline");
    assertThat(lab.get("/nodes/pve3/status").status()).isEqualTo(595);
    Map<?, ?> guest = lab.get("/cluster/resources?type=vm").row("vmid", 105);
    assertThat(guest.get("status")).isEqualTo("unknown");
    assertThat(guest.containsKey("name")).isFalse();
    assertThat(lab.get("/cluster/tasks").column("node")).doesNotContain("pve3");
    assertThat(lab.get("/cluster/status").row("type", "cluster").get("quorate")).isEqualTo(1);
  }

  @Test
  void the_node_that_is_off_refuses_at_its_own_address() throws IOException {
    assumeTrue(
        NodeListenersTest.allOfLoopbackIsHere(),
        "this system has not all of 127.0.0.0/8: one listener must do");
    try (Lab own = Lab.start(SimulatedCluster.of(Scenario.INCIDENT).listenerPerNode())) {
      assertThatThrownBy(() -> own.connect("pve3")).isInstanceOf(ConnectException.class);
      assertThat(own.ask("pve2", "/version").status()).isEqualTo(200);

      own.cluster().node("pve3").comesBack();
      assertThat(own.ask("pve3", "/version").status()).isEqualTo(200);
    }
  }

  @Test
  void the_backup_server_is_full_and_the_backups_of_the_night_failed() throws IOException {
    Map<?, ?> server = lab.get("/nodes/pve1/storage").row("storage", "pbs");
    assertThat(Lab.decimal(server, "used_fraction").doubleValue()).isGreaterThan(0.99);

    Lab.Answer failed = lab.get("/nodes/pve2/tasks?typefilter=vzdump&errors=1");
    assertThat(failed.column("id")).contains("102", "103", "110");
    String upid = String.valueOf(failed.rows().getFirst().get("upid"));
    assertThat(lab.log(upid)).anyMatch(line -> line.toString().contains("No space left on device"));
  }

  @Test
  void a_backup_that_died_left_its_guest_locked() throws IOException {
    assertThat(lab.get("/cluster/resources?type=vm").row("vmid", 110).get("lock"))
        .isEqualTo("backup");
  }

  @Test
  void the_nas_hangs_and_has_halted_the_guest_that_writes_to_it() throws IOException {
    assertThat(lab.get("/nodes/pve1/storage").row("storage", "nas").get("active")).isEqualTo(0);
    assertThat(lab.get("/nodes/pve1/storage/nas/content").status()).isEqualTo(596);
    Map<?, ?> halted = lab.get("/nodes/pve1/qemu/104/status/current").object();
    assertThat(halted.get("status")).isEqualTo("running");
    assertThat(halted.get("qmpstatus")).isEqualTo("io-error");
    assertThat(lab.get("/nodes/pve1/qemu/104/config").object().get("scsi0"))
        .asString()
        .startsWith("nas:");
  }

  @Test
  void a_container_starts_again_and_again() throws IOException {
    assertThat(lab.get("/nodes/pve2/tasks?vmid=201&typefilter=vzstart").rows())
        .hasSizeGreaterThan(8);
    Map<?, ?> flapping = lab.get("/nodes/pve2/lxc/201/status/current").object();
    assertThat(Lab.whole(flapping, "uptime")).isEqualTo(180);
    assertThat(flapping.get("ha")).isEqualTo(Map.of("managed", 1, "state", "started"));
  }

  @Test
  void everything_can_be_mended() throws IOException {
    try (Lab own = Lab.start(SimulatedCluster.of(Scenario.INCIDENT))) {
      own.cluster().node("pve3").comesBack();
      own.cluster().storage("nas").comesBack();
      own.cluster().storage("pbs").comesBack();
      own.cluster().guestFaults(110).unlocks();

      assertThat(own.get("/cluster/resources").column("status"))
          .doesNotContain("offline", "unknown");
      assertThat(own.get("/cluster/resources?type=vm").column("lock")).containsOnly("null");
    }
  }
}
