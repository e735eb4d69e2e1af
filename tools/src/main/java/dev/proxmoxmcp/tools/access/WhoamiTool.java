package dev.proxmoxmcp.tools.access;

import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.mcp.api.ToolAnnotations;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Effects;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.Scope;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.argument.Argument;
import java.util.Set;

/** {@code whoami}: as whom this server acts, until when, and what works there. */
public final class WhoamiTool implements ProxmoxTool<WhoamiTool.Args> {
  /**
   * What to show.
   *
   * @param format how much to say
   */
  public record Args(@Argument(byDefault = "concise") Format format) {}

  @Override
  public String name() {
    return "whoami";
  }

  @Override
  public String title() {
    return "Who am I?";
  }

  @Override
  public String description() {
    return "Identity, token expiry, what works, what fails and its grant.";
  }

  @Override
  public ToolAnnotations effect() {
    return Effects.READ;
  }

  @Override
  public Scope scope() {
    return Scope.EACH;
  }

  @Override
  public boolean onBackupServers() {
    return true;
  }

  @Override
  public Set<Toolset> toolsets() {
    return Set.of();
  }

  @Override
  public Class<Args> arguments() {
    return Args.class;
  }

  @Override
  public ToolReply call(Args args, CallContext context) {
    try {
      Identity identity = Identity.ask(context);
      return switch (args.format()) {
        case CONCISE -> ToolReply.done(IdentityText.concise(identity));
        case DETAILED -> ToolReply.done(IdentityText.detailed(identity));
        case JSON -> ToolReply.json(IdentityJson.of(identity));
      };
    } catch (Unauthenticated | PermissionDenied refused) {
      return unknown(context, ToolReply.Outcome.REFUSED, refused);
    } catch (ProxmoxException silent) {
      return unknown(context, ToolReply.Outcome.UNAVAILABLE, silent);
    }
  }

  /** Who it is stands in the settings, so it can be said even then. */
  private static ToolReply unknown(
      CallContext context, ToolReply.Outcome outcome, ProxmoxException why) {
    return ToolReply.problem(
        outcome,
        "%s at cluster %s. What it may do there is not known now. %s"
            .formatted(
                context.cluster().access().authId().begins(),
                context.clusterName(),
                why.getMessage()));
  }
}
