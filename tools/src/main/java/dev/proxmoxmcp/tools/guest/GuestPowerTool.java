package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Together;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import dev.proxmoxmcp.tools.change.ChangeReport;
import dev.proxmoxmcp.tools.change.ChangeRun;
import dev.proxmoxmcp.tools.change.Checked;
import dev.proxmoxmcp.tools.plan.Undoing;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code guest_power}: switches guests on and off, and answers when it is done. */
public final class GuestPowerTool implements ProxmoxTool<GuestPowerTool.Args> {
  /**
   * What to do.
   *
   * @param guests vmids or names, 1 to 100
   * @param action what to do with each of them
   * @param waitSeconds how long to wait for the tasks, 0 to 50
   * @param dryRun whether only the plan is shown
   * @param format how much to say
   */
  public record Args(
      @Argument(value = "vmids or names", required = true, max = 100) List<String> guests,
      @Argument(required = true) PowerAction action,
      @Argument(name = "wait", value = "seconds", byDefault = "20", min = 0, max = 50)
          int waitSeconds,
      @Argument(name = "dry_run", byDefault = "false") boolean dryRun,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "guest_power";
  }

  @Override
  public String title() {
    return "Start, stop, restart guests";
  }

  @Override
  public String description() {
    return "Power of VMs and containers; waits, answers each new state or why it failed. stop and"
        + " reset lose what is in memory: prefer shutdown, reboot.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.CAN_LOSE;
  }

  @Override
  public Set<Tier> tiers() {
    return EnumSet.of(Tier.CHANGE, Tier.DESTROY);
  }

  @Override
  public Set<Toolset> toolsets() {
    return EnumSet.of(Toolset.OPERATE);
  }

  @Override
  public List<Undoing> undoing() {
    return Stream.of(PowerAction.values())
        .map(action -> new Undoing(action.pathText(), new PowerChange(action).undo(List.of())))
        .toList();
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    PowerChange change = new PowerChange(args.action());
    BoundCluster reading = context.cluster();
    List<Checked<GuestResource>> checked =
        Together.all(
            GuestNames.of(context).findAll(args.guests()).stream()
                .<Callable<Checked<GuestResource>>>map(
                    guest -> () -> change.check(reading, guest, context.now()))
                .toList());
    ChangeRun<GuestResource> run =
        new ChangeRun<>(context, change, Duration.ofSeconds(args.waitSeconds()), args.dryRun());
    ChangeReport<GuestResource> report = new ChangeReport<>(change, run.on(checked), "guests");
    return report.as(args.format());
  }
}
