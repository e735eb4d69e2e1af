package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestProvisionTest {
  private static final String MACHINES = "/nodes/pve1/qemu";
  private static final String CONTAINERS = "/nodes/pve1/lxc";

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private Lab.Answer post(String path, String form) throws IOException {
    return lab.post(lab.cluster().adminToken(), path, form);
  }

  private Lab.Answer delete(String path) throws IOException {
    return lab.delete(lab.cluster().adminToken(), path);
  }

  private Map<?, ?> config(String guest) throws IOException {
    return lab.get(lab.cluster().adminToken(), guest + "/config").object();
  }

  private String exit(Lab.Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.reason()).isEqualTo(200);
    lab.pass(60);
    return String.valueOf(lab.task(answer.text()).get("exitstatus"));
  }

  @ParameterizedTest
  @CsvSource({"&unique=1, false", "&unique=0, true", "'', true"})
  void a_restored_vm_keeps_its_addresses_unless_it_shall_be_unique(String unique, boolean same)
      throws IOException {
    Lab.Answer content =
        lab.get(
            lab.cluster().adminToken(), "/nodes/pve1/storage/pbs/content?content=backup&vmid=101");
    Object archive = content.column("volid").getFirst();

    assertThat(exit(post(MACHINES, "vmid=300&storage=local-lvm&archive=" + archive + unique)))
        .isEqualTo("OK");

    Map<?, ?> old = config(MACHINES + "/101");
    Map<?, ?> restored = config(MACHINES + "/300");
    assertThat(restored.get("name")).isEqualTo(old.get("name"));
    for (String own : new String[] {"net0", "smbios1", "vmgenid"}) {
      assertThat(Objects.equals(restored.get(own), old.get(own))).as(own).isEqualTo(same);
    }
  }

  @Test
  void a_vm_is_made_with_its_disk_and_locked_until_it_is_there() throws IOException {
    Lab.Answer answer =
        post(MACHINES, "vmid=300&name=app1&memory=1024&scsi0=local-lvm:8&net0=virtio,bridge=vmbr0");

    assertThat(lab.cluster().guest(300).orElseThrow().lock()).isEqualTo("create");
    assertThat(exit(answer)).isEqualTo("OK");
    assertThat(lab.log(answer.text()))
        .containsExactly(
            "  Logical volume \"vm-300-disk-0\" created.",
            "scsi0: successfully created disk 'local-lvm:vm-300-disk-0,size=8G'",
            "TASK OK");
    Map<?, ?> config = config(MACHINES + "/300");
    assertThat(config.get("boot")).isEqualTo("order=scsi0;net0");
    assertThat(Objects.toString(config.get("net0"))).startsWith("virtio=BC:24:11:");
    Map<?, ?> listed = lab.get("/cluster/resources?type=vm").row("vmid", 300);
    assertThat(listed.get("name")).isEqualTo("app1");
    assertThat(Lab.whole(listed, "maxdisk")).isEqualTo(8L << 30);
    assertThat(Lab.whole(listed, "maxmem")).isEqualTo(1024L << 20);
  }

  @Test
  void a_creation_that_fails_leaves_neither_guest_nor_disk() throws IOException {
    Lab.Answer answer = post(MACHINES, "vmid=300&scsi0=local-lvm:8");
    lab.delete(lab.cluster().adminToken(), "/nodes/pve1/tasks/" + answer.text());

    assertThat(lab.cluster().guest(300)).isEmpty();
    assertThat(
            lab.get(lab.cluster().adminToken(), "/nodes/pve1/storage/local-lvm/content?vmid=300")
                .rows())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qemu | vmid=101 | unable to create VM 101 - VM 101 already exists on node 'pve1'",
        "qemu | vmid=300&scsi0=nosuch:1 | storage 'nosuch' does not exist",
        "qemu | vmid=300&args=-no-hpet | only root can set 'args' config",
        "lxc | vmid=200&ostemplate=local:vztmpl/x.tar.gz | CT 200 already exists on node 'pve1'",
        "lxc | vmid=300&ostemplate=nosuch:vztmpl/x.tar.gz | storage 'nosuch' does not exist"
      })
  void what_cannot_be_made_is_refused_in_proxmoxs_words(String kind, String form, String text)
      throws IOException {
    Lab.Answer answer = post("/nodes/pve1/" + kind, form);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason()).isEqualTo(text);
  }

  @Test
  void who_may_allocate_nothing_makes_nothing() throws IOException {
    Lab.Answer answer = lab.post(lab.cluster().operatorToken(), MACHINES, "vmid=300");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).isEqualTo("Permission check failed");
    assertThat(lab.cluster().guest(300)).isEmpty();
  }

  @Test
  void a_container_is_made_from_a_template() throws IOException {
    String template =
        lab.get("/nodes/pve1/storage/local/content?content=vztmpl")
            .column("volid")
            .getFirst()
            .toString();

    Lab.Answer answer =
        post(
            CONTAINERS,
            "vmid=300&hostname=box&rootfs=local-lvm:4&start=1&ostemplate="
                + template
                + "&net0=name%3Deth0,bridge%3Dvmbr0");

    assertThat(exit(answer)).isEqualTo("OK");
    assertThat(lab.cluster().guest(300).orElseThrow().status()).isEqualTo("running");
    Map<?, ?> config = config(CONTAINERS + "/300");
    assertThat(config.get("rootfs")).isEqualTo("local-lvm:vm-300-disk-0,size=4G");
    assertThat(config.get("unprivileged")).isEqualTo(1);
    assertThat(exit(post(CONTAINERS, "vmid=301&ostemplate=local:vztmpl/no.tar.gz")))
        .isEqualTo("unable to create CT 301 - volume 'local:vztmpl/no.tar.gz' does not exist");
  }

  @Test
  void a_backup_becomes_a_guest_again() throws IOException {
    lab.post(lab.cluster().adminToken(), "/nodes/pve1/vzdump", "vmid=112&storage=local");
    lab.pass(600);
    String archive =
        lab.get(
                lab.cluster().adminToken(),
                "/nodes/pve1/storage/local/content?content=backup&vmid=112")
            .column("volid")
            .getFirst()
            .toString();

    assertThat(exit(post(MACHINES, "vmid=300&name=again&archive=" + archive))).isEqualTo("OK");

    assertThat(config(MACHINES + "/300").get("name")).isEqualTo("again");
    assertThat(Objects.toString(config(MACHINES + "/300").get("scsi0")))
        .startsWith("local-lvm:vm-300-disk-0,");
  }

  @Test
  void a_full_clone_is_a_guest_of_its_own() throws IOException {
    Lab.Answer answer = post(MACHINES + "/101/clone", "newid=300&name=web3&pool=prod");

    assertThat(lab.cluster().guest(300).orElseThrow().lock()).isEqualTo("clone");
    assertThat(exit(answer)).isEqualTo("OK");
    assertThat(lab.log(answer.text()).toString())
        .contains(
            "creating a clone of VM 101 with ID 300",
            "create full clone of drive scsi0 (local-lvm:vm-101-disk-0)");
    Map<?, ?> clone = config(MACHINES + "/300");
    assertThat(Objects.toString(clone.get("scsi0"))).startsWith("local-lvm:vm-300-disk-0,");
    assertThat(clone.get("net0")).isNotEqualTo(config(MACHINES + "/101").get("net0"));
    assertThat(lab.cluster().guest(300).orElseThrow().status()).isEqualTo("stopped");
    assertThat(lab.get("/cluster/resources?type=vm").row("vmid", 300).get("pool"))
        .isEqualTo("prod");
  }

  @Test
  void a_template_is_cloned_by_links_and_stays_while_they_do() throws IOException {
    assertThat(exit(post(MACHINES + "/112/clone", "newid=300"))).isEqualTo("OK");
    assertThat(exit(post(MACHINES + "/300/template", ""))).isEqualTo("OK");
    Lab.Answer linked = post(MACHINES + "/300/clone", "newid=301");
    assertThat(exit(linked)).isEqualTo("OK");
    assertThat(lab.log(linked.text()).toString()).contains("create linked clone of drive scsi0");

    assertThat(exit(delete(MACHINES + "/300")))
        .isEqualTo("base volume 'local-lvm:base-300-disk-0' is still in use by linked cloned");
    assertThat(exit(delete(MACHINES + "/301"))).isEqualTo("OK");
    assertThat(exit(delete(MACHINES + "/300"))).isEqualTo("OK");
    assertThat(lab.cluster().guest(300)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/nodes/pve1/qemu/101/clone | newid=100 | unable to create VM 100: config file already"
            + " exists",
        "/nodes/pve1/qemu/101/clone | newid=300&full=0 | Linked clone feature is not supported for"
            + " 'local-lvm:vm-101-disk-0' (scsi0)",
        "/nodes/pve1/qemu/101/clone | newid=300&target=pve2 | can't clone VM to node 'pve2' (VM"
            + " uses local storage)",
        "/nodes/pve1/lxc/200/clone | newid=300 | Full clone of a running container is only possible"
            + " from a snapshot",
        "/nodes/pve1/qemu/101/template | '' | you can't convert a VM to template if VM is running",
        "/nodes/pve1/qemu/101/migrate | target=nosuch | no such cluster node 'nosuch'",
        "/nodes/pve1/qemu/101/migrate | target=pve2 | can't migrate running VM without --online"
      })
  void what_cannot_be_done_with_a_guest_is_refused_in_proxmoxs_words(
      String path, String form, String text) throws IOException {
    Lab.Answer answer = post(path, form);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason()).isEqualTo(text);
  }

  @Test
  void a_deleted_guest_takes_its_disks_with_it() throws IOException {
    long before = used("local-lvm");

    Lab.Answer answer = delete("/nodes/pve1/qemu/116?purge=1");

    assertThat(exit(answer)).isEqualTo("OK");
    assertThat(lab.log(answer.text()))
        .containsExactly(
            "  Logical volume \"vm-116-disk-0\" successfully removed.",
            "purging VM 116 from related configurations..",
            "TASK OK");
    assertThat(lab.cluster().guest(116)).isEmpty();
    assertThat(used("local-lvm")).isLessThan(before);
    assertThat(delete("/nodes/pve1/qemu/116").reason())
        .isEqualTo("Configuration file 'nodes/pve1/qemu-server/116.conf' does not exist");
  }

  private long used(String storage) throws IOException {
    return Lab.whole(lab.get("/nodes/pve1/storage/" + storage + "/status").object(), "used");
  }

  @Test
  void a_running_and_a_protected_guest_stay() throws IOException {
    assertThat(delete("/nodes/pve1/qemu/101").reason())
        .isEqualTo("VM 101 is running - destroy failed");
    assertThat(delete("/nodes/pve1/lxc/200").reason())
        .isEqualTo("unable to destroy CT 200 - container is running");
    lab.call(
        lab.cluster().adminToken(), "PUT", "/api2/json/nodes/pve1/qemu/116/config", "protection=1");
    assertThat(delete("/nodes/pve1/qemu/116").reason())
        .isEqualTo("can't remove VM 116 - protection mode enabled");
    assertThat(exit(delete("/nodes/pve1/lxc/200?force=1"))).isEqualTo("OK");
    assertThat(lab.cluster().guest(200)).isEmpty();
  }

  @Test
  void a_running_vm_on_a_shared_storage_moves_and_goes_on() throws IOException {
    Lab.Answer answer = post("/nodes/pve1/qemu/104/migrate", "target=pve2&online=1");
    assertThat(lab.cluster().guest(104).orElseThrow().lock()).isEqualTo("migrate");

    assertThat(exit(answer)).isEqualTo("OK");
    assertThat(lab.cluster().guest(104).orElseThrow().node()).isEqualTo("pve2");
    assertThat(lab.cluster().guest(104).orElseThrow().status()).isEqualTo("running");
    assertThat(lab.get("/cluster/resources?type=vm").row("vmid", 104).get("node"))
        .isEqualTo("pve2");
  }

  @Test
  void a_running_vm_with_local_disks_moves_only_together_with_them() throws IOException {
    Lab.Answer refused = post("/nodes/pve1/qemu/101/migrate", "target=pve2&online=1");
    assertThat(exit(refused)).isEqualTo("migration aborted");
    assertThat(lab.log(refused.text()).toString())
        .contains("can't live migrate attached local disks without with-local-disks option");

    assertThat(
            exit(post("/nodes/pve1/qemu/101/migrate", "target=pve2&online=1&with-local-disks=1")))
        .isEqualTo("OK");
    assertThat(
            lab.get(lab.cluster().adminToken(), "/nodes/pve2/storage/local-lvm/content?vmid=101")
                .column("volid"))
        .containsExactly("local-lvm:vm-101-disk-0");
  }

  @Test
  void a_guest_does_not_move_to_a_node_that_is_off() throws IOException {
    lab.cluster().node("pve3").goesOffline();

    assertThat(exit(post("/nodes/pve1/lxc/203/migrate", "target=pve3")))
        .isEqualTo("migration aborted");
    assertThat(lab.cluster().guest(203).orElseThrow().node()).isEqualTo("pve1");
  }
}
