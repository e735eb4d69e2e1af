package dev.proxmoxmcp.tools.backup;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.backup.BackupMode;
import dev.proxmoxmcp.client.backup.NewBackup;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Together;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.change.ChangeReport;
import dev.proxmoxmcp.tools.change.ChangeRun;
import dev.proxmoxmcp.tools.change.Check;
import dev.proxmoxmcp.tools.change.Checked;
import dev.proxmoxmcp.tools.guest.GuestLock;
import dev.proxmoxmcp.tools.guest.GuestNames;
import dev.proxmoxmcp.tools.guest.GuestWords;
import dev.proxmoxmcp.tools.plan.Undoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code backup_create}: backs up guests, and answers with the archives. */
public final class BackupCreateTool implements ProxmoxTool<BackupCreateTool.Args> {
  /**
   * What to back up.
   *
   * @param guests vmids or names, 1 to 100
   * @param storage where to; null for the only one that takes backups
   * @param mode what becomes of running guests meanwhile
   * @param notes for people; null for none
   * @param guarded whether the archives are protected from removal
   * @param waitSeconds how long to wait for the tasks, 0 to 50
   * @param dryRun whether only the plan is shown
   * @param format how much to say
   */
  public record Args(
      @Argument(value = "vmids or names", required = true, max = 100) List<String> guests,
      @Argument("default: the only one that fits") @Nullable String storage,
      @Argument(byDefault = "snapshot") BackupMode mode,
      @Argument @Nullable String notes,
      @Argument(name = "protected", byDefault = "false") boolean guarded,
      @Argument(name = "wait", value = "seconds", byDefault = "20", min = 0, max = 50)
          int waitSeconds,
      @Argument(name = "dry_run", byDefault = "false") boolean dryRun,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "backup_create";
  }

  @Override
  public String title() {
    return "Back up guests";
  }

  @Override
  public String description() {
    return "Backs up guests now; no older backup is removed. Waits, answers with archives and"
        + " sizes. suspend and stop interrupt running guests.";
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
  public String insteadOnBackupServers() {
    return "Backups are made by the cluster whose guests they are: name that.";
  }

  @Override
  public Set<Toolset> toolsets() {
    return EnumSet.of(Toolset.BACKUP);
  }

  @Override
  public List<Undoing> undoing() {
    return Undoing.ofAll(BackupChange.UNDO);
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    String notes = args.notes() == null ? "" : args.notes();
    if (notes.length() > NewBackup.MAX_NOTES) {
      throw new ArgumentProblem(
          "notes have at most %d characters, not %d. Nothing was sent."
              .formatted(NewBackup.MAX_NOTES, notes.length()));
    }
    Map<NodeName, List<GuestResource>> byNode =
        GuestNames.of(context).findAll(args.guests()).stream()
            .collect(Collectors.groupingBy(GuestResource::node, TreeMap::new, Collectors.toList()));
    StorageId storage = BackupTargets.of(context).choose(args.storage(), byNode.keySet());
    List<Callable<Checked<NodeBackup>>> looks = new ArrayList<>();
    byNode.forEach((node, guests) -> {
      NodeBackup backup = new NodeBackup(node, guests, storage);
      looks.add(() -> check(context.cluster(), backup));
    });
    BackupChange change = new BackupChange(args.mode(), notes, args.guarded());
    ChangeReport<NodeBackup> report =
        new ChangeReport<>(
            change,
            new ChangeRun<>(context, change, Duration.ofSeconds(args.waitSeconds()), args.dryRun())
                .onAllOrNone(Together.all(looks)),
            "tasks");
    return report.as(args.format());
  }

  private static Checked<NodeBackup> check(BoundCluster reading, NodeBackup backup) {
    try {
      for (GuestResource guest : backup.guests()) {
        Optional<String> lock =
            Optional.ofNullable(reading.guests().status(guest.ref()).marks().lock());
        if (lock.isPresent()) {
          String which = backup.guests().size() == 1 ? "" : "of " + GuestWords.title(guest) + ": ";
          return new Checked<>(
              backup,
              new Check.Pointless(which + GuestLock.explained(guest.ref(), lock.get())),
              null);
        }
      }
      return new Checked<>(backup, new Check.Go(), null);
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException failure) {
      return new Checked<>(backup, new Check.Unreadable(failure.getMessage()), null);
    }
  }
}
