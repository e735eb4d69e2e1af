package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start();
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  private static Map<?, ?> config(String guest) throws IOException {
    return lab.get(lab.cluster().auditorToken(), "/nodes/" + guest + "/config").object();
  }

  @Test
  void the_homelab_has_one_of_everything_that_can_be_odd() throws IOException {
    Lab.Answer guests = lab.get("/cluster/resources?type=vm");

    assertThat(guests.column("name")).filteredOn("staging"::equals).hasSize(2);
    assertThat(guests.row("vmid", 111).get("name")).isEqualTo("VM 111");
    assertThat(guests.row("vmid", 110).get("lock")).isEqualTo("backup");
    assertThat(guests.row("vmid", 9000).get("template")).isEqualTo(1);
    assertThat(guests.row("vmid", 113).get("name")).asString().contains("\u202e", "\u001b[31m");
    assertThat(config("pve2/qemu/114").get("description"))
        .asString()
        .contains("ignore previous instructions", "<script>", "\u202e", "\u001b]0;", "\u200b");
    assertThat(config("pve1/qemu/104").get("description")).asString().contains("Zoë", "写真", "📷");
    assertThat(config("pve3/qemu/111").containsKey("name")).isFalse();
  }

  @Test
  void a_vms_configuration_has_the_types_of_a_real_one() throws IOException {
    Map<?, ?> config = config("pve1/qemu/101");

    assertThat(config.get("memory")).isEqualTo("4096");
    assertThat(config.get("cores")).isEqualTo(2);
    assertThat(config.get("agent")).isEqualTo("1");
    assertThat(config.get("scsi0")).isEqualTo("local-lvm:vm-101-disk-0,iothread=1,size=32G");
    assertThat(config.get("net0"))
        .asString()
        .matches("virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr0,firewall=1");
    assertThat(config.get("digest")).asString().matches("[0-9a-f]{40}");
  }

  @Test
  void a_containers_configuration_has_the_types_of_a_real_one() throws IOException {
    Map<?, ?> config = config("pve1/lxc/203");

    assertThat(config.get("hostname")).isEqualTo("git");
    assertThat(config.get("memory")).isEqualTo(1024);
    assertThat(config.get("rootfs")).isEqualTo("local-lvm:vm-203-disk-0,size=20G");
    assertThat(config.get("description")).isEqualTo("Forgejo\n");
  }

  @Test
  void a_digest_changes_with_the_configuration_and_only_then() throws IOException {
    try (Lab own = Lab.start()) {
      String path = "/nodes/pve1/qemu/101/config";
      Object before = own.get(path).object().get("digest");

      assertThat(own.get(path).object().get("digest")).isEqualTo(before);
      own.post(own.cluster().adminToken(), "/nodes/pve1/qemu/101/status/suspend", "todisk=1");
      assertThat(own.get(path).object().get("digest")).isNotEqualTo(before);
    }
  }

  @Test
  void an_unknown_snapshot_has_no_configuration() throws IOException {
    assertThat(lab.get("/nodes/pve1/qemu/101/config?snapshot=nosuch").reason())
        .isEqualTo("snapshot 'nosuch' does not exist");
  }

  @Test
  void a_container_is_no_vm() throws IOException {
    assertThat(lab.get("/nodes/pve1/qemu/200/config").reason())
        .isEqualTo("Configuration file 'nodes/pve1/qemu-server/200.conf' does not exist");
    assertThat(lab.get("/nodes/pve1/lxc/101/status/current").reason())
        .isEqualTo("Configuration file 'nodes/pve1/lxc/101.conf' does not exist");
  }

  @Test
  void the_current_state_of_both_kinds_is_as_recorded() throws IOException {
    Map<?, ?> machine = lab.get("/nodes/pve1/qemu/101/status/current").object();
    Map<?, ?> container = lab.get("/nodes/pve1/lxc/200/status/current").object();

    assertThat(machine.get("qmpstatus")).isEqualTo("running");
    assertThat(machine.get("agent")).isEqualTo(1);
    assertThat(machine.get("ha")).isEqualTo(Map.of("managed", 0));
    assertThat(machine.get("pressurecpusome")).isEqualTo(0);
    assertThat(Lab.object(machine, "nics").keySet()).hasToString("[tap101i0]");
    assertThat(container.get("type")).isEqualTo("lxc");
    assertThat(container.get("pressurecpusome")).isEqualTo("0.00");
    assertThat(container.containsKey("qmpstatus")).isFalse();
  }

  @Test
  void a_full_list_tells_more_of_each_vm() throws IOException {
    Lab.Answer brief = lab.get("/nodes/pve1/qemu");
    Lab.Answer full = lab.get("/nodes/pve1/qemu?full=1");

    assertThat(brief.row("vmid", 101).containsKey("qmpstatus")).isFalse();
    assertThat(full.row("vmid", 101).get("qmpstatus")).isEqualTo("running");
    assertThat(full.row("vmid", 108).get("qmpstatus")).isEqualTo("stopped");
    assertThat(full.row("vmid", 108).containsKey("nics")).isFalse();
  }

  @Test
  void the_same_seed_makes_the_same_homelab_and_another_one_another() throws IOException {
    try (Lab twin = Lab.start();
        Lab stranger = Lab.start(settings -> settings.seed(2))) {
      String path = "/nodes/pve1/qemu/101/config";

      assertThat(twin.get(path).data()).isEqualTo(lab.get(path).data());
      assertThat(twin.get("/cluster/tasks").data()).isEqualTo(lab.get("/cluster/tasks").data());
      assertThat(twin.cluster().adminToken()).isEqualTo(lab.cluster().adminToken());
      assertThat(stranger.get(path).data()).isNotEqualTo(lab.get(path).data());
      assertThat(stranger.cluster().adminToken()).isNotEqualTo(lab.cluster().adminToken());
    }
  }

  @Test
  void figures_vary_with_the_minute_and_not_with_the_look() throws IOException {
    try (Lab own = Lab.start()) {
      String path = "/nodes/pve1/qemu/101/status/current";
      Object before = own.get(path).object().get("cpu");

      assertThat(own.get(path).object().get("cpu")).isEqualTo(before);
      own.pass(60);
      assertThat(own.get(path).object().get("cpu")).isNotEqualTo(before);
    }
  }

  @Test
  void fewer_guests_leave_the_odd_ones() throws IOException {
    try (Lab small = Lab.start(settings -> settings.guests(20))) {
      Lab.Answer guests = small.get("/cluster/resources?type=vm");

      assertThat(guests.rows()).hasSize(20);
      assertThat(guests.column("vmid"))
          .contains("108", "110", "111", "113", "114", "116", "9000")
          .doesNotContain("104", "106", "204", "206");
    }
  }

  @Test
  void a_hundred_guests_are_the_usual_ones_and_more() throws IOException {
    try (Lab large = Lab.start(settings -> settings.guests(100))) {
      assertThat(large.get("/cluster/resources?type=vm").column("vmid"))
          .hasSize(100)
          .contains("100", "206", "1000", "1075");
    }
  }

  @Test
  void no_guests_at_all_are_possible_and_a_negative_number_is_not() throws IOException {
    try (Lab empty = Lab.start(settings -> settings.guests(0))) {
      assertThat(empty.get("/cluster/resources?type=vm").rows()).isEmpty();
      assertThat(empty.get("/cluster/tasks").column("type")).contains("aptupdate");
      assertThat(empty.get("/cluster/nextid").data()).isEqualTo("100");
    }
    assertThatThrownBy(() -> Lab.start(settings -> settings.guests(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
