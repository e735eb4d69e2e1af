package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnterpriseTest {
  private static ClusterBuilder enterprise() {
    return SimulatedCluster.of(Scenario.ENTERPRISE);
  }

  @Test
  void a_large_cluster_has_nodes_guests_storages_and_pools_by_the_number() throws IOException {
    try (Lab lab = Lab.start(enterprise())) {
      List<Map<?, ?>> rows = lab.get("/cluster/resources").rows();

      assertThat(rows).filteredOn(row -> "node".equals(row.get("type"))).hasSize(32);
      assertThat(rows).filteredOn(row -> "pool".equals(row.get("type"))).hasSize(50);
      assertThat(rows).filteredOn(row -> row.containsKey("vmid")).hasSize(10_000);
      Set<Object> storages = new HashSet<>();
      rows.stream()
          .filter(row -> "storage".equals(row.get("type")))
          .forEach(row -> storages.add(String.valueOf(row.get("storage"))));
      assertThat(storages).hasSize(200);
      assertThat(lab.get("/cluster/status").row("type", "cluster").get("quorate")).isEqualTo(1);
    }
  }

  @Test
  void guests_are_a_mix_of_kinds_states_and_stages() throws IOException {
    try (Lab lab = Lab.start(enterprise().guests(1_000))) {
      List<Map<?, ?>> guests = lab.get("/cluster/resources?type=vm").rows();

      assertThat(guests).hasSize(1_000);
      assertThat(count(guests, "type", "lxc")).isBetween(200L, 400L);
      assertThat(count(guests, "status", "stopped")).isBetween(50L, 300L);
      assertThat(count(guests, "hastate", "started")).isPositive();
      assertThat(count(guests, "template", 1)).isPositive();
      assertThat(guests).allSatisfy(guest -> assertThat(guest.get("pool")).isNotNull());
      assertThat(guests)
          .allSatisfy(guest ->
              assertThat(String.valueOf(guest.get("tags")).split(";")).hasSize(3).isSorted());
    }
  }

  private static long count(List<Map<?, ?>> rows, String key, Object value) {
    return rows.stream().filter(row -> value.equals(row.get(key))).count();
  }

  @Test
  void a_storage_of_one_rack_is_on_its_nodes_only() throws IOException {
    try (Lab lab = Lab.start(enterprise().guests(10))) {
      assertThat(lab.get("/nodes/pve1/storage").column("storage"))
          .contains("r1-ceph", "local", "pbs1")
          .doesNotContain("r2-ceph");
      assertThat(lab.get("/nodes/pve9/storage").column("storage"))
          .contains("r2-ceph")
          .doesNotContain("r1-ceph");
      assertThat(lab.get("/storage").row("storage", "r1-ceph").get("nodes"))
          .isEqualTo("pve1,pve2,pve3,pve4,pve5,pve6,pve7,pve8");
    }
  }

  @Test
  void nodes_carry_a_sensible_load() throws IOException {
    try (Lab lab = Lab.start(enterprise())) {
      assertThat(lab.get("/nodes").rows())
          .allSatisfy(node -> {
            double memory = (double) Lab.whole(node, "mem") / Lab.whole(node, "maxmem");
            assertThat(memory).isBetween(0.2, 0.94);
            assertThat(Lab.decimal(node, "cpu").doubleValue()).isBetween(0.02, 0.8);
          });
    }
  }

  @Test
  void every_disk_lies_on_a_storage_that_its_node_has() throws IOException {
    try (Lab lab = Lab.start(enterprise().guests(300))) {
      List<Object> there = lab.get("/nodes/pve5/storage").column("storage");
      for (Map<?, ?> guest : lab.get("/nodes/pve5/qemu").rows()) {
        Map<?, ?> config = lab.get("/nodes/pve5/qemu/" + guest.get("vmid") + "/config").object();
        assertThat(there).contains(String.valueOf(config.get("scsi0")).split(":", 2)[0]);
      }
    }
  }

  @Test
  void the_same_seed_makes_the_same_enterprise() throws IOException {
    try (Lab one = Lab.start(enterprise().guests(200));
        Lab twin = Lab.start(enterprise().guests(200));
        Lab stranger = Lab.start(enterprise().guests(200).seed(2))) {
      String path = "/cluster/resources?type=vm";

      assertThat(twin.get(path).data()).isEqualTo(one.get(path).data());
      assertThat(twin.get("/cluster/tasks").data()).isEqualTo(one.get("/cluster/tasks").data());
      assertThat(stranger.get(path).data()).isNotEqualTo(one.get(path).data());
    }
  }

  @Test
  void an_impossible_number_of_guests_is_refused() {
    for (int count : new int[] {-1, 100_001}) {
      assertThatThrownBy(() -> Lab.start(enterprise().guests(count)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(String.valueOf(count));
    }
  }
}
