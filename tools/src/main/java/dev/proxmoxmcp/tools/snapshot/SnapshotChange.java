package dev.proxmoxmcp.tools.snapshot;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.SnapshotTree;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.change.Advice;
import dev.proxmoxmcp.tools.change.After;
import dev.proxmoxmcp.tools.change.ChangeReport;
import dev.proxmoxmcp.tools.change.ChangeRun;
import dev.proxmoxmcp.tools.change.Checked;
import dev.proxmoxmcp.tools.guest.GuestChange;
import dev.proxmoxmcp.tools.guest.SnapshotList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A change of a guest's snapshots: afterwards they are read anew, as the tree that they are. */
interface SnapshotChange extends GuestChange {
  /** What Proxmox says of snapshots. */
  List<Advice> KNOWN =
      List.of(
          Advice.when(
              "snapshot feature is not available",
              "One of its disks is on a storage that has no snapshots; guest_get shows on which"
                  + " ones they are. backup_create keeps its state in another way."),
          Advice.when(
              "already used", "Choose another name, or leave it out to get one with the time."),
          Advice.when(
              "is not (the )?most recent snapshot",
              "Its storage can only go back to the latest snapshot; guest_get with parts=snapshots"
                  + " shows which one that is."),
          Advice.when(
              "snapshot '.*' does not exist",
              "It was deleted meanwhile; guest_get with parts=snapshots shows what there is."));

  /** The snapshot that it is about. */
  SnapshotName name();

  /** What time it is. */
  Supplier<Instant> now();

  /** Whether there is room for the whole tree in the answer. */
  boolean alone();

  /**
   * How a call wants it done.
   *
   * @param waitSeconds how long to wait for the tasks
   * @param dryRun whether only the plan is shown
   * @param format how much to say
   */
  record Asked(int waitSeconds, boolean dryRun, Format format) {}

  /** Does it for all of {@code checked} or for none, waits, and answers. */
  default ToolReply on(List<Checked<GuestResource>> checked, CallContext context, Asked asked)
      throws InterruptedException {
    ChangeRun<GuestResource> run =
        new ChangeRun<>(context, this, Duration.ofSeconds(asked.waitSeconds()), asked.dryRun());
    return new ChangeReport<>(this, run.onAllOrNone(checked), "guests").as(asked.format());
  }

  @Override
  default After after(BoundCluster reading, Checked<GuestResource> guest, Optional<TaskInfo> task) {
    SnapshotTree tree = reading.snapshots().of(guest.target().ref());
    String place = SnapshotTarget.place(tree);
    return new After(place, "now " + place, tree(tree));
  }

  /** The lines of the tree, if there is room for them. */
  default List<String> tree(SnapshotTree tree) {
    return alone() ? new SnapshotList(tree).lines(now().get(), false) : List.of();
  }

  @Override
  default String advice(String said) {
    return Advice.after(
        said,
        KNOWN,
        "guest_get with parts=snapshots,tasks shows it as it is now. The same call again is not"
            + " likely to help.");
  }
}
