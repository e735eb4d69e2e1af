package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.guard.Grant;
import dev.proxmoxmcp.guard.NotGranted;
import dev.proxmoxmcp.guard.Step;

/**
 * The one adapter between what leaves for Proxmox and what the guard granted: reads pass,
 * everything else uses up the next step of the call's grant.
 */
final class GuardedGate implements Gate {
  private final Grant grant;

  GuardedGate(Grant grant) {
    this.grant = grant;
  }

  @Override
  public void pass(Outgoing outgoing) {
    try {
      grant.use(step(outgoing));
    } catch (NotGranted stopped) {
      throw new Refused(outgoing, stopped.getMessage());
    }
  }

  /** {@code outgoing} in the guard's words. */
  static Step step(Outgoing outgoing) {
    return switch (outgoing) {
      case Outgoing.ApiRequest request ->
          new Step(
              request.cluster(),
              request.tier(),
              request.method(),
              request.path(),
              request.parametersDigest());
      case Outgoing.SshCommand command ->
          new Step(command.cluster(), command.tier(), "SSH", command.path(), command.digest());
    };
  }
}
