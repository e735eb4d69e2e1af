package dev.proxmoxmcp.tools.snapshot;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.change.Checked;
import dev.proxmoxmcp.tools.plan.Undoing;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** {@code snapshot_delete}: deletes a snapshot of guests, which keep their present state. */
public final class SnapshotDeleteTool implements ProxmoxTool<SnapshotDeleteTool.Args> {
  private static final Undo UNDO = new Undo.None("what was in the snapshot is gone");

  /**
   * What to delete.
   *
   * @param guests vmids or names, 1 to 100
   * @param name of the snapshot that each of them has
   * @param waitSeconds how long to wait for the tasks, 0 to 50
   * @param dryRun whether only the plan is shown
   * @param format how much to say
   */
  public record Args(
      @Argument(value = "vmids or names", required = true, max = 100) List<String> guests,
      @Argument(value = "of the snapshot", required = true) String name,
      @Argument(name = "wait", value = "seconds", byDefault = "20", min = 0, max = 50)
          int waitSeconds,
      @Argument(name = "dry_run", byDefault = "false") boolean dryRun,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "snapshot_delete";
  }

  @Override
  public String title() {
    return "Delete snapshots";
  }

  @Override
  public String description() {
    return "Deletes a snapshot of guests for good; their present state stays. All or none; waits.";
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
            context, args.guests(), seen -> SnapshotTarget.unlessThere(seen, name));
    Deletion deletion = new Deletion(name, checked.size() == 1, context::now);
    return deletion.on(
        checked,
        context,
        new SnapshotChange.Asked(args.waitSeconds(), args.dryRun(), args.format()));
  }

  private record Deletion(SnapshotName name, boolean alone, Supplier<Instant> now)
      implements SnapshotChange {
    @Override
    public String verb() {
      return "deletion of snapshot \"" + name + "\"";
    }

    @Override
    public Undo undo(List<GuestResource> guests) {
      return UNDO;
    }

    @Override
    public List<String> warnings() {
      return List.of("The snapshot is gone for good; the present state stays.");
    }

    @Override
    public Outgoing request(BoundCluster cluster, GuestResource guest) {
      return cluster.snapshots().deleteRequest(guest.ref(), name);
    }

    @Override
    public Upid send(BoundCluster granted, GuestResource guest) {
      return granted.snapshots().delete(guest.ref(), name);
    }
  }
}
