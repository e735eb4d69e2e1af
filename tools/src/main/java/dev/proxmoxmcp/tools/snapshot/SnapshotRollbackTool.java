package dev.proxmoxmcp.tools.snapshot;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.client.guest.SnapshotTree;
import dev.proxmoxmcp.client.task.TaskInfo;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.change.After;
import dev.proxmoxmcp.tools.change.Checked;
import dev.proxmoxmcp.tools.plan.Undoing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** {@code snapshot_rollback}: puts guests back to a snapshot. */
public final class SnapshotRollbackTool implements ProxmoxTool<SnapshotRollbackTool.Args> {
  private static final Undo UNDO = new Undo.None("what came after the snapshot is lost");

  /**
   * What to go back to.
   *
   * @param guests vmids or names, 1 to 100
   * @param name of the snapshot that each of them has
   * @param start whether they are started afterwards
   * @param waitSeconds how long to wait for the tasks, 0 to 50
   * @param dryRun whether only the plan is shown
   * @param format how much to say
   */
  public record Args(
      @Argument(value = "vmids or names", required = true, max = 100) List<String> guests,
      @Argument(value = "of the snapshot", required = true) String name,
      @Argument(value = "run them afterwards", byDefault = "false") boolean start,
      @Argument(name = "wait", value = "seconds", byDefault = "20", min = 0, max = 50)
          int waitSeconds,
      @Argument(name = "dry_run", byDefault = "false") boolean dryRun,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "snapshot_rollback";
  }

  @Override
  public String title() {
    return "Go back to a snapshot";
  }

  @Override
  public String description() {
    return "Puts guests back to a snapshot: what came later is lost. Running ones are stopped hard"
        + " and stay off, unless start=true or it has memory. All or none; waits.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.CAN_LOSE;
  }

  @Override
  public Set<Tier> tiers() {
    return EnumSet.of(Tier.DESTROY);
  }

  @Override
  public Set<Toolset> toolsets() {
    return EnumSet.of(Toolset.OPERATE);
  }

  @Override
  public List<Undoing> undoing() {
    return Undoing.ofAll(UNDO);
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    SnapshotName name = SnapshotNames.parse(args.name());
    List<Checked<GuestResource>> checked =
        SnapshotTarget.check(
            context,
            args.guests(),
            seen ->
                SnapshotTarget.unlessThere(seen, name)
                    .or(() -> SnapshotTarget.unlessWhole(seen, name)));
    Rollback rollback = new Rollback(name, args.start(), checked.size() == 1, context::now);
    return rollback.on(
        checked,
        context,
        new SnapshotChange.Asked(args.waitSeconds(), args.dryRun(), args.format()));
  }

  private record Rollback(SnapshotName name, boolean start, boolean alone, Supplier<Instant> now)
      implements SnapshotChange {
    @Override
    public String verb() {
      return "rollback to \"" + name + "\"";
    }

    @Override
    public Undo undo(List<GuestResource> guests) {
      return UNDO;
    }

    @Override
    public List<String> warnings() {
      return List.of(
          "What came after the snapshot is lost, on disks and in the configuration; running guests"
              + " are stopped hard.");
    }

    @Override
    public Outgoing request(BoundCluster cluster, GuestResource guest) {
      return cluster.snapshots().rollbackRequest(guest.ref(), name, start);
    }

    @Override
    public Upid send(BoundCluster granted, GuestResource guest) {
      return granted.snapshots().rollback(guest.ref(), name, start);
    }

    @Override
    public After after(
        BoundCluster reading, Checked<GuestResource> guest, Optional<TaskInfo> task) {
      GuestStatus status = reading.guests().status(guest.target().ref());
      SnapshotTree tree = reading.snapshots().of(guest.target().ref());
      String state = SnapshotTarget.state(status, tree);
      String before = guest.before();
      List<String> more = new ArrayList<>();
      boolean ended = task.filter(seen -> seen.state().ended()).isPresent();
      if (ended
          && before != null
          && before.startsWith("running")
          && status.state() == RunState.STOPPED) {
        more.add("It ran before and is stopped now; guest_power action=start starts it.");
      }
      more.addAll(tree(tree));
      return new After(
          state, before == null ? "now " + state : "was " + before + ", now " + state, more);
    }
  }
}
