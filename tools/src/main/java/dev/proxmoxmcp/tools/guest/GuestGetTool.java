package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.guest.GuestConfiguration;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Together;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.argument.Argument;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code guest_get}: one guest as it is now, and how it is set up. */
public final class GuestGetTool implements ProxmoxTool<GuestGetTool.Args> {
  /**
   * What to show.
   *
   * @param guest vmid or name
   * @param parts what to tell beside state, hardware and notes
   * @param format how much to say
   */
  public record Args(
      @Argument(value = "vmid or name", required = true) String guest,
      @Argument(byDefault = "tasks") List<GuestPart> parts,
      @Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "guest_get";
  }

  @Override
  public String title() {
    return "Show a guest";
  }

  @Override
  public String description() {
    return "State, load, hardware, notes of one VM or container, read now, and parts: tasks"
        + " tells why the last one failed.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) throws InterruptedException {
    BoundCluster cluster = context.cluster();
    GuestResource guest = GuestNames.of(context).find(args.guest());
    try {
      return shown(args, guest, cluster, context);
    } catch (NodeUnreachable away) {
      if (guest.state() != RunState.UNKNOWN) {
        throw away;
      }
      return ToolReply.problem(
          Outcome.UNAVAILABLE,
          "Nothing is known of %s: the cluster hears nothing of node %s either. %s"
              .formatted(GuestWords.title(guest), guest.node(), away.getMessage()));
    }
  }

  private static ToolReply shown(
      Args args, GuestResource guest, BoundCluster cluster, CallContext context)
      throws InterruptedException {
    GuestStatus status = cluster.guests().status(guest.ref());
    GuestConfiguration configuration = cluster.guests().configuration(guest.ref());
    boolean commands = context.allows(Tier.EXEC) && cluster.commands().reaches(guest.ref().kind());
    PartSource source =
        new PartSource(cluster, guest.ref(), status.state(), configuration, commands);
    List<PartView> parts =
        Together.all(
            parts(args).stream().<Callable<PartView>>map(part -> () -> part.view(source)).toList());
    parts.forEach(part -> context.shows(part.written()));
    List<String> diskTrouble =
        suspicious(status, parts) ? DiskTrouble.of(cluster, guest, configuration) : List.of();
    GuestDetails details = new GuestDetails(guest, status, configuration, parts, diskTrouble);
    return switch (args.format()) {
      case CONCISE -> ToolReply.done(details.text(false, context.now()));
      case DETAILED -> ToolReply.done(details.text(true, context.now()));
      case JSON -> ToolReply.json(details.json(context.now()));
    };
  }

  /** Whether its disks may be the reason why it does not run, which then costs one more request. */
  private static boolean suspicious(GuestStatus status, List<PartView> parts) {
    return switch (status.state()) {
      case PAUSED -> true;
      case STOPPED ->
          parts.stream()
              .anyMatch(part -> part instanceof GuestTasks tasks && tasks.lastOneFailed());
      case RUNNING, UNKNOWN -> false;
    };
  }

  /** Each once, in their own order; who wants much gets the configuration too. */
  private static Set<GuestPart> parts(Args args) {
    Set<GuestPart> parts = EnumSet.copyOf(args.parts());
    if (args.format() != Format.CONCISE) {
      parts.add(GuestPart.CONFIG);
    }
    return parts;
  }
}
