package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start();
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  @Test
  void the_status_holds_the_cluster_and_its_nodes() throws IOException {
    Lab.Answer status = lab.get("/cluster/status");

    assertThat(status.column("id"))
        .containsExactly("cluster", "node/pve1", "node/pve2", "node/pve3");
    assertThat(status.row("id", "cluster").get("quorate")).isEqualTo(1);
    assertThat(status.row("id", "node/pve1").get("local")).isEqualTo(1);
    assertThat(status.row("id", "node/pve2").get("nodeid")).isEqualTo(2);
  }

  @Test
  void a_standalone_node_is_no_cluster() throws IOException {
    try (Lab standalone = Lab.standalone()) {
      Lab.Answer status = standalone.get("/cluster/status");

      assertThat(status.column("type")).containsExactly("node");
      assertThat(status.rows().getFirst().get("nodeid")).isEqualTo(0);
      assertThat(standalone.get("/cluster/resources?type=vm").column("node"))
          .hasSize(24)
          .containsOnly("pve1");
      assertThat(standalone.get("/cluster/tasks").column("node")).containsOnly("pve1");
    }
  }

  @Test
  void resources_are_pools_guests_nodes_and_storages() throws IOException {
    Lab.Answer resources = lab.get("/cluster/resources");

    assertThat(resources.column("type")).filteredOn("pool"::equals).hasSize(2);
    assertThat(resources.column("type")).filteredOn("qemu"::equals).hasSize(17);
    assertThat(resources.column("type")).filteredOn("lxc"::equals).hasSize(7);
    assertThat(resources.column("type")).filteredOn("node"::equals).hasSize(3);
    assertThat(resources.column("type")).filteredOn("storage"::equals).hasSize(12);
    assertThat(resources.column("type")).filteredOn("network"::equals).hasSize(3);
    assertThat(lab.get("/cluster/resources?type=node").rows()).hasSize(3);
    assertThat(lab.get("/cluster/resources?type=storage").rows()).hasSize(12);
    assertThat(lab.get("/cluster/resources?type=sdn").rows()).isEmpty();
  }

  @Test
  void a_running_guest_shows_what_it_uses_and_a_stopped_one_nothing() throws IOException {
    Map<?, ?> running = lab.get("/cluster/resources?type=vm").row("vmid", 103);
    Map<?, ?> stopped = lab.get("/cluster/resources?type=vm").row("vmid", 107);

    assertThat(running.get("status")).isEqualTo("running");
    assertThat(Lab.whole(running, "mem")).isBetween(1L, Lab.whole(running, "maxmem"));
    assertThat(Lab.decimal(running, "cpu").doubleValue()).isBetween(0.0001, 1.0);
    assertThat(running.get("pool")).isEqualTo("prod");
    assertThat(running.get("tags")).isEqualTo("db;prod");
    assertThat(stopped.get("status")).isEqualTo("stopped");
    assertThat(stopped.get("mem")).isEqualTo(0);
    assertThat(stopped.get("uptime")).isEqualTo(0);
  }

  @Test
  void the_next_free_number_is_text() throws IOException {
    assertThat(lab.get("/cluster/nextid").data()).isEqualTo("109");
    assertThat(lab.get("/cluster/nextid?vmid=7000").data()).isEqualTo("7000");
  }

  @Test
  void options_are_shown_as_far_as_one_may_see_them() throws IOException {
    assertThat(lab.get("/cluster/options").object().get("mac_prefix")).isEqualTo("BC:24:11");
    assertThat(lab.get(lab.cluster().blindToken(), "/cluster/options").object().keySet())
        .hasToString("[allowed-tags]");
  }

  @Test
  void ten_thousand_guests_are_listed_in_one_answer() throws IOException {
    try (Lab large = Lab.start(settings -> settings.guests(10_000))) {
      assertThat(large.get("/cluster/resources?type=vm").column("vmid"))
          .hasSize(10_000)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void directories_list_their_children() throws IOException {
    assertThat(lab.get("/").column("subdir"))
        .containsExactly("version", "cluster", "nodes", "storage", "access", "pools");
    assertThat(lab.get("/cluster").column("name")).contains("resources", "status", "tasks");
    assertThat(lab.get("/nodes/pve1").column("name")).contains("qemu", "lxc", "tasks");
    assertThat(lab.get("/nodes/pve1/qemu/101").column("subdir")).contains("config", "status");
  }

  @Test
  void a_nodes_status_adds_up() throws IOException {
    Map<?, ?> status = lab.get("/nodes/pve2/status").object();
    Map<?, ?> memory = Lab.object(status, "memory");

    long total = Lab.whole(memory, "total");
    long used = Lab.whole(memory, "used");
    assertThat(used).isBetween(2L << 30, total);
    assertThat(Lab.whole(memory, "available")).isEqualTo(total - used);
    assertThat(status.get("pveversion")).isEqualTo("pve-manager/9.2.4/srcbuild");
    assertThat(lab.get("/nodes").row("node", "pve2").get("ssl_fingerprint"))
        .isEqualTo(lab.cluster().fingerprint());
  }
}
