package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VolumeTest {
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
  void a_storage_of_one_node_holds_the_disks_of_that_nodes_guests() throws IOException {
    assertThat(lab.get("/nodes/pve1/storage/local-lvm/content?vmid=101").column("volid"))
        .containsExactly("local-lvm:vm-101-disk-0");
    assertThat(lab.get("/nodes/pve2/storage/local-lvm/content?vmid=101").rows()).isEmpty();
    assertThat(lab.get("/nodes/pve2/storage/local-lvm/content?vmid=106").column("format"))
        .containsExactly("raw", "raw", "raw");
  }

  @Test
  void a_shared_storage_is_the_same_from_every_node() throws IOException {
    Lab.Answer first = lab.get("/nodes/pve1/storage/nas/content?content=rootdir");

    assertThat(first.column("volid")).containsExactly("nas:206/vm-206-disk-0.raw");
    assertThat(lab.get("/nodes/pve3/storage/nas/content?content=rootdir").rows())
        .isEqualTo(first.rows());
  }

  @Test
  void the_disk_of_the_guest_that_cannot_start_is_really_gone() throws IOException {
    assertThat(lab.get("/nodes/pve1/storage/nas/content?vmid=108").rows()).isEmpty();
  }

  @Test
  void backups_on_a_backup_server_tell_notes_encryption_and_verification() throws IOException {
    Lab.Answer backups = lab.get("/nodes/pve2/storage/pbs/content?content=backup&vmid=101");

    assertThat(backups.rows()).hasSize(3);
    Map<?, ?> oldest = backups.rows().getFirst();
    assertThat(oldest.get("volid")).isEqualTo("pbs:backup/vm/101/2026-11-20T02:00:00Z");
    assertThat(oldest.get("format")).isEqualTo("pbs-vm");
    assertThat(oldest.get("notes")).isEqualTo("web1");
    assertThat(Lab.object(oldest, "verification").get("state")).isEqualTo("ok");
    assertThat(backups.rows().getLast().get("verification")).isNull();
  }

  @Test
  void backups_in_a_folder_are_named_by_time_and_can_be_protected() throws IOException {
    Lab.Answer backups = lab.get("/nodes/pve1/storage/local/content?content=backup&vmid=203");

    assertThat(backups.column("volid"))
        .containsExactly(
            "local:backup/vzdump-lxc-203-2025_10_18-12_00_00.tar.zst",
            "local:backup/vzdump-lxc-203-2026_10_18-12_00_00.tar.zst");
    assertThat(backups.column("protected")).containsExactly("1", "null");
  }

  @Test
  void an_auditor_sees_images_and_templates_but_neither_backups_nor_disks() throws IOException {
    SimulatedToken auditor = lab.cluster().auditorToken();

    assertThat(lab.get(auditor, "/nodes/pve1/storage/pbs/content").rows()).isEmpty();
    assertThat(lab.get(auditor, "/nodes/pve1/storage/local-lvm/content").rows()).isEmpty();
    assertThat(lab.get(auditor, "/nodes/pve1/storage/local/content").column("content"))
        .containsOnly("vztmpl");
    assertThat(lab.get(auditor, "/nodes/pve1/storage/nas/content").column("content"))
        .containsOnly("iso");
    assertThat(lab.get(lab.cluster().blindToken(), "/nodes/pve1/storage/nas/content").reason())
        .isEqualTo(
            "Permission check failed (/storage/nas, Datastore.Audit|Datastore.AllocateSpace)");
  }

  @Test
  void unknown_storages_and_types_are_refused_in_proxmoxs_words() throws IOException {
    assertThat(lab.get("/nodes/pve1/storage/nosuch/content").reason())
        .isEqualTo("storage 'nosuch' does not exist");
    Object complaint =
        lab.get("/nodes/pve1/storage/local/content?content=bogus").errors().get("content");
    assertThat(complaint).isEqualTo("invalid format - invalid content type 'bogus'\n");
  }
}
