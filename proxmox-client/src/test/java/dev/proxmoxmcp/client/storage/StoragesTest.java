package dev.proxmoxmcp.client.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.simulator.Fault;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoragesTest {
  private static final NodeName PVE1 = new NodeName("pve1");
  private static final StorageId PBS = new StorageId("pbs");
  private static final StorageId NAS = new StorageId("nas");

  private final Lab lab = Lab.start();
  private final Storages storages = lab.as(lab.simulated().adminToken()).storages();

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void a_nodes_storages_come_with_what_is_free_and_what_they_take() {
    List<StorageStatus> all = storages.list(PVE1, null);

    assertThat(all)
        .extracting(status -> status.storage().value())
        .containsExactly("local", "local-lvm", "nas", "pbs");
    assertThat(all.getLast())
        .isEqualTo(storages.status(PVE1, PBS))
        .satisfies(status -> {
          assertThat(status.content()).containsExactly("backup");
          assertThat(status.state().shared()).isTrue();
          assertThat(status.available()).isNotNull();
        });
  }

  @Test
  void storages_that_do_not_take_a_content_are_left_out_by_the_node() {
    assertThat(storages.list(PVE1, ContentType.BACKUP))
        .extracting(status -> status.storage().value())
        .containsExactly("local", "pbs");
  }

  @Test
  void a_backup_tells_whose_it_is_when_it_was_made_and_whether_it_is_good() {
    List<Volume> backups = storages.content(PVE1, PBS, ContentType.BACKUP, new Vmid(105));

    assertThat(backups).hasSize(3);
    Volume oldest = backups.getFirst();
    assertThat(oldest.guest()).isEqualTo(new Vmid(105));
    assertThat(oldest.createdAt()).isEqualTo(Instant.parse("2026-11-20T02:15:00Z"));
    assertThat(oldest.backup())
        .isEqualTo(new Volume.Backup("home-assistant", false, Volume.Verification.BROKEN, true));
    assertThat(backups)
        .extracting(volume -> volume.backup() == null ? null : volume.backup().verification())
        .containsExactly(
            Volume.Verification.BROKEN, Volume.Verification.GOOD, Volume.Verification.NONE);
  }

  @Test
  void a_disk_tells_its_size_and_what_it_takes() {
    Volume disk = storages.content(PVE1, NAS, null, new Vmid(104)).getFirst();

    assertThat(disk.volid()).isEqualTo("nas:104/vm-104-disk-0.qcow2");
    assertThat(disk.content()).isEqualTo(ContentType.IMAGES);
    assertThat(disk.format()).isEqualTo("qcow2");
    assertThat(disk.space().size()).isGreaterThan(disk.space().used());
    assertThat(disk.backup()).isNull();
  }

  @Test
  void an_auditor_sees_images_but_neither_disks_nor_backups_without_being_told() {
    Storages auditor = lab.as(lab.simulated().auditorToken()).storages();

    assertThat(auditor.content(PVE1, PBS, null, null)).isEmpty();
    assertThat(auditor.content(PVE1, NAS, null, null))
        .extracting(Volume::content)
        .containsOnly(ContentType.ISO);
  }

  @Test
  void a_token_without_rights_is_told_which_one_is_missing() {
    Storages blind = lab.as(lab.simulated().blindToken()).storages();

    assertThatThrownBy(() -> blind.content(PVE1, NAS, null, null))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("/storage/nas");
  }

  @Test
  void an_unknown_storage_is_not_found() {
    StorageId unknown = new StorageId("nosuch");

    assertThatThrownBy(() -> storages.content(PVE1, unknown, null, null))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> storages.status(PVE1, unknown)).isInstanceOf(NotFound.class);
  }

  @Test
  void a_storage_that_hangs_is_said_to_be_the_likely_cause() {
    lab.simulated()
        .faults()
        .nextAt("/nodes/pve1/storage/nas/content", Fault.status(596, "Connection timed out"));

    assertThatThrownBy(() -> storages.content(PVE1, NAS, null, null))
        .isInstanceOf(NodeUnreachable.class)
        .hasMessageContaining("a storage that is slow or hangs does that");
  }
}
