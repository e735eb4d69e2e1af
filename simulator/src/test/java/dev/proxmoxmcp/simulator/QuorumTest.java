package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuorumTest {
  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab =
        Lab.start(settings ->
            settings.forwardingLimit(Duration.ofMillis(20)).lockingLimit(Duration.ofMillis(20)));
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  @Test
  void a_cluster_without_quorum_says_so_and_lists_the_others_as_offline() throws IOException {
    lab.cluster().losesQuorum();

    Lab.Answer status = lab.get("/cluster/status");
    assertThat(status.row("type", "cluster").get("quorate")).isEqualTo(0);
    assertThat(status.row("name", "pve1").get("online")).isEqualTo(1);
    assertThat(status.row("name", "pve2").get("online")).isEqualTo(0);
    assertThat(lab.get("/nodes/pve2/status").reason()).isEqualTo("Connection timed out");
    assertThat(lab.get("/nodes/pve1/qemu/101/config").status()).isEqualTo(200);
  }

  @Test
  void a_guest_does_not_start_without_quorum_but_stops() throws IOException {
    lab.cluster().losesQuorum();

    Lab.Answer start = lab.post("/nodes/pve1/qemu/108/status/start", "");
    assertThat(start.status()).isEqualTo(500);
    assertThat(start.reason()).isEqualTo("cluster not ready - no quorum?");
    assertThat(lab.post("/nodes/pve1/lxc/203/status/start", "").reason())
        .isEqualTo("cluster not ready - no quorum?");

    String stop = lab.power("pve1/qemu/101", "stop", "");
    lab.pass(5);
    assertThat(lab.task(stop).get("exitstatus")).isEqualTo("OK");
  }

  @Test
  void a_snapshot_without_quorum_is_a_task_that_fails() throws IOException {
    lab.cluster().losesQuorum();

    Lab.Answer answer =
        lab.post(lab.cluster().adminToken(), "/nodes/pve1/qemu/101/snapshot", "snapname=noq");
    Map<?, ?> task = lab.task(answer.text());

    assertThat(task.get("type")).isEqualTo("qmsnapshot");
    assertThat(task.get("exitstatus"))
        .asString()
        .matches(
            "unable to open file '/etc/pve/nodes/pve1/qemu-server/101\\.conf\\.tmp\\.\\d+' -"
                + " Permission denied");
    assertThat(lab.get("/nodes/pve1/qemu/101/snapshot").column("name")).doesNotContain("noq");
  }

  @Test
  void a_majority_that_is_gone_takes_the_quorum_with_it_and_brings_it_back() throws IOException {
    lab.cluster().node("pve2").goesOffline();
    assertThat(lab.get("/cluster/status").row("type", "cluster").get("quorate")).isEqualTo(1);

    lab.cluster().node("pve3").goesOffline();
    assertThat(lab.get("/cluster/status").row("type", "cluster").get("quorate")).isEqualTo(0);
    assertThat(lab.post("/nodes/pve1/qemu/108/status/start", "").status()).isEqualTo(500);

    lab.cluster().node("pve3").comesBack();
    assertThat(lab.post("/nodes/pve1/qemu/108/status/start", "").status()).isEqualTo(200);
  }

  @Test
  void quorum_that_is_regained_lets_changes_pass() throws IOException {
    lab.cluster().losesQuorum();
    lab.cluster().regainsQuorum();

    assertThat(lab.get("/cluster/status").row("type", "cluster").get("quorate")).isEqualTo(1);
    assertThat(lab.get("/nodes/pve2/status").status()).isEqualTo(200);
    assertThat(lab.post("/nodes/pve1/qemu/108/status/start", "").status()).isEqualTo(200);
  }

  @Test
  void a_node_without_a_cluster_has_no_quorum_to_lose() throws IOException {
    try (Lab standalone = Lab.standalone()) {
      assertThatThrownBy(standalone.cluster()::losesQuorum)
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
