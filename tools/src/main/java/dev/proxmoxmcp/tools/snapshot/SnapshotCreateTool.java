package dev.proxmoxmcp.tools.snapshot;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.NewSnapshot;
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
import dev.proxmoxmcp.tools.plan.UndoCall;
import dev.proxmoxmcp.tools.plan.Undoing;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code snapshot_create}: keeps the present state of guests. */
public final class SnapshotCreateTool implements ProxmoxTool<SnapshotCreateTool.Args> {
  /**
   * What to keep.
   *
   * @param guests vmids or names, 1 to 100
   * @param name of the snapshot; null for one that tells the time
   * @param description for people; null for none
   * @param ram whether the memory of running VMs is kept too
   * @param waitSeconds how long to wait for the tasks, 0 to 50
   * @param dryRun whether only the plan is shown
   * @param format how much to say
   */
  public record Args(
      @Argument(value = "vmids or names", required = true, max = 100) List<String> guests,
      @Argument("default: one with the time") @Nullable String name,
      @Argument @Nullable String description,
      @Argument(value = "keep memory too, VMs only", byDefault = "false") boolean ram,
      @Argument(name = "wait", value = "seconds", byDefault = "20", min = 0, max = 50)
          int waitSeconds,
      @Argument(name = "dry_run", byDefault = "false") boolean dryRun,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "snapshot_create";
  }

  @Override
  public String title() {
    return "Take snapshots";
  }

  @Override
  public String description() {
    return "Snapshot of VMs and containers, all or none. Waits, answers with the snapshots then or"
        + " why it failed.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.ADDS;
  }

  @Override
  public Set<Tier> tiers() {
    return EnumSet.of(Tier.CHANGE);
  }

  @Override
  public Set<Toolset> toolsets() {
    return EnumSet.of(Toolset.OPERATE);
  }

  @Override
  public List<Undoing> undoing() {
    return Undoing.ofAll(undo(SnapshotNames.orNow(null, Instant.EPOCH), List.of()));
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    String description = args.description() == null ? "" : args.description();
    NewSnapshot snapshot =
        new NewSnapshot(
            SnapshotNames.parse(
                context.once(
                    "snapshot", () -> SnapshotNames.orNow(args.name(), context.now()).value())),
            description,
            args.ram());
    List<Checked<GuestResource>> checked =
        SnapshotTarget.check(context, args.guests(), seen -> wrong(seen, snapshot));
    Taking taking = new Taking(snapshot, checked.size() == 1, context::now);
    return taking.on(
        checked,
        context,
        new SnapshotChange.Asked(args.waitSeconds(), args.dryRun(), args.format()));
  }

  private static Optional<String> wrong(SnapshotTarget.Seen seen, NewSnapshot snapshot) {
    if (snapshot.withMemory() && seen.guest().ref().kind() == GuestKind.LXC) {
      return Optional.of("the memory of a container cannot be kept; leave ram out for it.");
    }
    return seen.tree()
        .find(snapshot.name())
        .map(_ ->
            "it has a snapshot \"%s\" already; choose another name, or leave it out."
                .formatted(snapshot.name()));
  }

  private static Undo undo(SnapshotName name, List<GuestResource> guests) {
    return UndoCall.guests(
        "snapshot_delete", guests, "name", name.value(), "deletes the snapshot again");
  }

  private record Taking(NewSnapshot snapshot, boolean alone, Supplier<Instant> now)
      implements SnapshotChange {
    @Override
    public SnapshotName name() {
      return snapshot.name();
    }

    @Override
    public String verb() {
      return "snapshot \"" + name() + "\"";
    }

    @Override
    public Undo undo(List<GuestResource> guests) {
      return SnapshotCreateTool.undo(name(), guests);
    }

    @Override
    public Outgoing request(BoundCluster cluster, GuestResource guest) {
      return cluster.snapshots().createRequest(guest.ref(), snapshot);
    }

    @Override
    public Upid send(BoundCluster granted, GuestResource guest) {
      return granted.snapshots().create(guest.ref(), snapshot);
    }

    @Override
    public After after(
        BoundCluster reading, Checked<GuestResource> guest, Optional<TaskInfo> task) {
      SnapshotTree tree = reading.snapshots().of(guest.target().ref());
      String place = SnapshotTarget.place(tree);
      boolean without =
          snapshot.withMemory()
              && tree.find(name()).filter(taken -> !taken.withMemory()).isPresent();
      return new After(
          place,
          "now " + place + (without ? ", without memory because it did not run" : ""),
          tree(tree));
    }
  }
}
