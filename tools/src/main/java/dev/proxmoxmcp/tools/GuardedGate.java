package dev.proxmoxmcp.tools;

import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.guard.Grant;
import dev.proxmoxmcp.guard.Ledger;
import dev.proxmoxmcp.guard.NotGranted;
import dev.proxmoxmcp.guard.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * The one adapter between what leaves for Proxmox and what the guard granted: reads pass,
 * everything else uses up the next step of the call's grant, and what Proxmox says to it is
 * recorded.
 */
final class GuardedGate implements Gate {
  private final Grant grant;
  private final @Nullable Ledger ledger;
  private final String request;

  /** For reads alone, and for tests. */
  GuardedGate(Grant grant) {
    this(grant, null, "");
  }

  /**
   * @param ledger records what Proxmox says; null for nowhere
   * @param request of the call
   */
  GuardedGate(Grant grant, @Nullable Ledger ledger, String request) {
    this.grant = grant;
    this.ledger = ledger;
    this.request = request;
  }

  @Override
  public void pass(Outgoing outgoing) {
    try {
      grant.use(step(outgoing));
    } catch (NotGranted stopped) {
      throw new Refused(outgoing, stopped.getMessage());
    }
  }

  @Override
  public void answered(Outgoing outgoing, String said) {
    Step step = step(outgoing);
    Ledger records = ledger;
    if (records != null && grant.counts(step)) {
      grant.plan().ifPresent(plan -> records.sent(plan, request, step, said));
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
