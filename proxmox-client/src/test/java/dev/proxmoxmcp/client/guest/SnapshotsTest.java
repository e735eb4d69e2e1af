package dev.proxmoxmcp.client.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.client.TaskFailed;
import dev.proxmoxmcp.client.task.Upid;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest {
  private static final GuestRef WEB1 = Lab.vm("pve1", 101);
  private static final GuestRef DNS = Lab.ct("pve1", 200);
  private static final SnapshotName BEFORE = new SnapshotName("before");

  private static void complete(BoundCluster cluster, Upid task) {
    cluster.tasks().complete(task, Duration.ofMinutes(1));
  }

  @Test
  void a_guest_without_snapshots_has_an_empty_tree() {
    try (Lab lab = Lab.start()) {
      SnapshotTree tree = lab.operator().snapshots().of(WEB1);

      assertThat(tree.snapshots()).isEmpty();
      assertThat(tree.current()).isNull();
    }
  }

  @Test
  void snapshots_come_with_their_parents_and_the_place_of_the_present() {
    try (Lab lab = Lab.start()) {
      BoundCluster cluster = lab.operator();
      complete(cluster, cluster.snapshots().create(WEB1, new NewSnapshot(BEFORE, "why", false)));
      SnapshotName warm = new SnapshotName("warm");
      complete(cluster, cluster.snapshots().create(WEB1, new NewSnapshot(warm, "", true)));

      SnapshotTree tree = cluster.snapshots().of(WEB1);

      assertThat(tree.current()).isEqualTo(warm);
      assertThat(tree.find(BEFORE).orElseThrow().description()).isEqualTo("why");
      assertThat(tree.find(BEFORE).orElseThrow().parent()).isNull();
      assertThat(tree.find(BEFORE).orElseThrow().takenAt()).isNotNull();
      assertThat(tree.find(warm).orElseThrow().parent()).isEqualTo(BEFORE);
      assertThat(tree.find(warm).orElseThrow().withMemory()).isTrue();
      assertThat(tree.snapshots()).allMatch(snapshot -> snapshot.unfinished() == null);
    }
  }

  @Test
  void going_back_and_deleting_are_tasks_of_both_kinds_of_guests() {
    try (Lab lab = Lab.start()) {
      BoundCluster cluster = lab.operator();
      for (GuestRef guest : new GuestRef[] {WEB1, DNS}) {
        complete(cluster, cluster.snapshots().create(guest, new NewSnapshot(BEFORE, "", false)));
        complete(cluster, cluster.snapshots().rollback(guest, BEFORE, true));
        complete(cluster, cluster.snapshots().delete(guest, BEFORE));

        assertThat(cluster.snapshots().of(guest).snapshots()).isEmpty();
      }
    }
  }

  @Test
  void what_is_wrong_with_a_snapshot_is_told_by_the_task() {
    try (Lab lab = Lab.start()) {
      BoundCluster cluster = lab.operator();
      Upid task = cluster.snapshots().delete(WEB1, BEFORE);

      assertThatThrownBy(() -> complete(cluster, task))
          .isInstanceOf(TaskFailed.class)
          .hasMessageContaining("snapshot 'before' does not exist");
    }
  }

  @Test
  void taking_one_is_a_change_and_what_loses_something_destroys() {
    try (Lab lab = Lab.start()) {
      Snapshots snapshots = lab.operator().snapshots();

      assertThat(snapshots.createRequest(WEB1, new NewSnapshot(BEFORE, "", false)).tier())
          .isEqualTo(Tier.CHANGE);
      assertThat(snapshots.rollbackRequest(WEB1, BEFORE, false).tier()).isEqualTo(Tier.DESTROY);
      assertThat(snapshots.deleteRequest(WEB1, BEFORE).tier()).isEqualTo(Tier.DESTROY);
      assertThat(snapshots.deleteRequest(WEB1, BEFORE).path())
          .isEqualTo("/nodes/pve1/qemu/101/snapshot/before");
    }
  }

  @Test
  void the_memory_of_a_container_is_not_even_asked_for() {
    try (Lab lab = Lab.start()) {
      Snapshots snapshots = lab.operator().snapshots();

      assertThatThrownBy(() -> snapshots.create(DNS, new NewSnapshot(BEFORE, "", true)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(lab.simulated().requests().list()).isEmpty();
    }
  }

  @Test
  void a_token_without_the_privilege_hears_which_one() {
    try (Lab lab = Lab.start()) {
      Snapshots snapshots = lab.as(lab.simulated().auditorToken()).snapshots();

      assertThatThrownBy(() -> snapshots.create(WEB1, new NewSnapshot(BEFORE, "", false)))
          .isInstanceOf(PermissionDenied.class)
          .hasMessageContaining("VM.Snapshot");
    }
  }

  @Test
  void changes_that_wait_for_a_restart_are_told_from_and_to() {
    try (Lab lab = Lab.start()) {
      assertThat(lab.operator().guests().pending(Lab.vm("pve2", 102)))
          .containsExactly(new PendingChange("memory", "4096", "8192"));
      assertThat(lab.operator().guests().pending(DNS)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "1st",
        "a b",
        "a/b",
        "../x",
        "a%2fb",
        "a?b",
        "a#b",
        "Ａb",
        "a\n",
        "current",
        "PENDING",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void names_that_proxmox_would_refuse_are_none(String name) {
    assertThatThrownBy(() -> new SnapshotName(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
