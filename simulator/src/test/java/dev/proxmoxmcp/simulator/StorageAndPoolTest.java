package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StorageAndPoolTest {
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
  void a_node_has_four_storages() throws IOException {
    Lab.Answer storages = lab.get("/nodes/pve2/storage");

    assertThat(storages.column("storage")).containsExactly("local", "local-lvm", "nas", "pbs");
    Map<?, ?> nas = storages.row("storage", "nas");
    assertThat(nas.get("shared")).isEqualTo(1);
    assertThat(Lab.decimal(nas, "used_fraction").doubleValue()).isGreaterThan(0.9);
  }

  @Test
  void more_storages_are_shares_of_all_nodes_with_an_image_each() throws IOException {
    try (Lab ten = Lab.start(SimulatedCluster.homelab().storages(10))) {
      assertThat(ten.get("/nodes/pve3/storage").column("storage"))
          .containsExactlyInAnyOrder(
              "local",
              "local-lvm",
              "nas",
              "pbs",
              "share10",
              "share5",
              "share6",
              "share7",
              "share8",
              "share9");
      assertThat(ten.get("/nodes/pve3/storage/share7/content").column("volid"))
          .containsExactly("share7:iso/memtest86plus-7.20.iso");
    }
  }

  @Test
  void storages_are_filtered_by_content_and_name() throws IOException {
    assertThat(lab.get("/nodes/pve1/storage?content=backup&enabled=1").column("storage"))
        .containsExactly("local", "pbs");
    assertThat(lab.get("/nodes/pve1/storage?content=images,backup").rows()).hasSize(4);
    assertThat(lab.get("/nodes/pve1/storage?storage=nas").column("type")).containsExactly("nfs");
    assertThat(lab.get("/storage?type=pbs").column("storage")).containsExactly("pbs");
  }

  @Test
  void a_storages_status_tells_its_space() throws IOException {
    Map<?, ?> status = lab.get("/nodes/pve1/storage/local/status").object();

    long total = Lab.whole(status, "total");
    assertThat(Lab.whole(status, "used") + Lab.whole(status, "avail")).isEqualTo(total);
    assertThat(status.get("active")).isEqualTo(1);
  }

  @Test
  void a_storages_configuration_is_for_those_who_manage_it() throws IOException {
    assertThat(lab.get("/storage/nas").object().get("server")).isEqualTo("192.0.2.20");
    assertThat(lab.get("/storage/nosuch").reason()).isEqualTo("storage 'nosuch' does not exist");
    assertThat(lab.get(lab.cluster().auditorToken(), "/storage").rows()).hasSize(4);
  }

  @Test
  void pools_have_members() throws IOException {
    assertThat(lab.get("/pools").column("poolid")).containsExactly("infra", "prod");
    List<?> members = (List<?>) lab.get("/pools?poolid=prod").rows().getFirst().get("members");
    assertThat(members)
        .extracting(member -> String.valueOf(((Map<?, ?>) member).get("id")))
        .containsExactly(
            "qemu/101",
            "qemu/102",
            "qemu/103",
            "storage/pve1/nas",
            "storage/pve2/nas",
            "storage/pve3/nas");
    assertThat((List<?>) lab.get("/pools/infra?type=lxc").object().get("members")).hasSize(2);
    assertThat(lab.get("/pools?poolid=nosuch").reason()).isEqualTo("pool 'nosuch' does not exist");
  }
}
