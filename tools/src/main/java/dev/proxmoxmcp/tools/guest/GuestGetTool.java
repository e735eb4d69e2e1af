package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;

/** {@code guest_get}: one guest as it is now, and how it is set up. */
public final class GuestGetTool implements ProxmoxTool<GuestGetTool.Args> {
  /**
   * What to show.
   *
   * @param guest vmid or name
   * @param format how much to say
   */
  public record Args(
      @Argument(value = "vmid or name", required = true) String guest,
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
    return "State, load, hardware, recent tasks with why the last one failed, notes of one VM or"
        + " container, read now; detailed adds the whole"
        + " configuration.";
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
  public ToolReply call(Args args, CallContext context) {
    BoundCluster cluster = context.cluster();
    GuestResource guest = GuestNames.of(context).find(args.guest());
    GuestDetails details =
        new GuestDetails(
            guest,
            cluster.guests().status(guest.ref()),
            cluster.guests().configuration(guest.ref()),
            GuestTasks.of(cluster, guest.ref()));
    return switch (args.format()) {
      case CONCISE -> ToolReply.done(details.text(false, context.now()));
      case DETAILED -> ToolReply.done(details.text(true, context.now()));
      case JSON -> ToolReply.json(details.json(context.now()));
    };
  }
}
