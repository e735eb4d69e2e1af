package dev.proxmoxmcp.simulator.agent;

import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.guest.Guest;
import java.time.Instant;
import java.util.Map;
import java.util.WeakHashMap;

/** The agents of all VMs. Mutable; guarded by the timeline's turn. */
public final class Agents {
  /** By the guest itself: another one of the same number has an agent of its own. */
  private final Map<Guest, Agent> byGuest = new WeakHashMap<>();

  /**
   * The agent, if one can be spoken to.
   *
   * @throws Refusal in Proxmox's words if it cannot
   */
  Agent require(Guest guest, Instant now) {
    if (guest.setting("agent").isEmpty()) {
      throw new Refusal.Died("No QEMU guest agent configured");
    }
    if (!guest.running()) {
      throw new Refusal.Died("VM " + guest.vmid() + " is not running");
    }
    Agent agent = of(guest);
    if (guest.agentIsSilent() || guest.state() != Guest.State.RUNNING) {
      throw Refusal.GivenUp.agent("QEMU guest agent is not running");
    }
    agent.seenAt(guest, now);
    return agent;
  }

  private Agent of(Guest guest) {
    return byGuest.computeIfAbsent(guest, Agent::new);
  }
}
