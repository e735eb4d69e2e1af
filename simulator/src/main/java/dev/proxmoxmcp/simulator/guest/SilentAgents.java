package dev.proxmoxmcp.simulator.guest;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Intervention;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.Optional;

/** Guest agents that are configured and do not answer; recorded. */
public final class SilentAgents implements Intervention {
  private static final String AGENT = "/nodes/{node}/qemu/{vmid}/agent/";

  private final Guests guests;

  /** The agents of these guests. */
  public SilentAgents(Guests guests) {
    this.guests = guests;
  }

  @Override
  public Optional<Answer> before(Route route, Call call) {
    if (route.path().startsWith(AGENT)
        && guests
            .find(GuestKind.QEMU, call.node(), call.vmid())
            .filter(Guest::agentIsSilent)
            .filter(Guest::running)
            .filter(SilentAgents::configured)
            .isPresent()) {
      throw Refusal.GivenUp.agent("QEMU guest agent is not running");
    }
    return Optional.empty();
  }

  private static boolean configured(Guest guest) {
    return guest
        .setting("agent")
        .filter(agent -> agent.matches("1|1,.*|.*enabled=1.*"))
        .isPresent();
  }
}
