package dev.proxmoxmcp.client.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.client.storage.Volume;
import dev.proxmoxmcp.client.task.Upid;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackupsTest {
  private static final NodeName PVE1 = new NodeName("pve1");
  private static final StorageId PBS = new StorageId("pbs");

  private static NewBackup of(String notes, int... vmids) {
    return new NewBackup(
        Arrays.stream(vmids).mapToObj(Vmid::new).toList(), PBS, BackupMode.SNAPSHOT, notes, true);
  }

  @Test
  void a_backup_is_a_task_that_leaves_an_archive() {
    try (Lab lab = Lab.start()) {
      BoundCluster cluster = lab.operator();

      Upid task = cluster.backups().create(PVE1, of("a \\ b\nc", 200));
      cluster.tasks().complete(task, Duration.ofMinutes(5));

      List<Volume> archives =
          cluster.storages().content(PVE1, PBS, ContentType.BACKUP, new Vmid(200));
      assertThat(archives)
          .anySatisfy(volume ->
              assertThat(volume.backup())
                  .isEqualTo(
                      new Volume.Backup("a \\ b\nc", true, Volume.Verification.NONE, false)));
    }
  }

  @Test
  void it_is_a_change_and_asks_for_nothing_to_be_pruned() {
    try (Lab lab = Lab.start()) {
      var request = lab.operator().backups().createRequest(PVE1, of("", 101, 200));

      assertThat(request.tier()).isEqualTo(Tier.CHANGE);
      assertThat(request.path()).isEqualTo("/nodes/pve1/vzdump");
      assertThat(request.parameters())
          .containsEntry("vmid", List.of("101,200"))
          .containsEntry("remove", List.of("0"))
          .containsEntry("protected", List.of("1"))
          .doesNotContainKey("notes-template");
      assertThat(lab.simulated().requests().list()).isEmpty();
    }
  }

  @Test
  void a_token_that_may_not_write_there_hears_which_privilege_it_lacks() {
    try (Lab lab = Lab.start()) {
      Backups backups = lab.as(lab.simulated().auditorToken()).backups();

      assertThatThrownBy(() -> backups.create(PVE1, of("", 101)))
          .isInstanceOf(PermissionDenied.class)
          .hasMessageContaining("Datastore.AllocateSpace");
    }
  }

  @Test
  void no_guests_and_notes_without_end_are_refused_before_anything_is_sent() {
    assertThatThrownBy(() -> of("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of("x".repeat(1001), 101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1000");
  }
}
