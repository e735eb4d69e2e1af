package dev.proxmoxmcp.simulator;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.simulator.access.ApiToken;
import dev.proxmoxmcp.simulator.scenario.Holder;
import java.util.Map;

/**
 * An API token of the simulated cluster, or of the Backup Server beside it.
 *
 * @param id such as {@code ops@pve!mcp}
 */
public record SimulatedToken(String id, Secret secret) {
  /**
   * The token of {@code holder}.
   *
   * @throws IllegalStateException if there is none
   */
  static SimulatedToken of(Holder holder, Map<Holder, ApiToken> tokens) {
    ApiToken token = tokens.get(holder);
    if (token == null) {
      throw new IllegalStateException("this scenario has no such token: " + holder);
    }
    return new SimulatedToken(token.id(), token.secret());
  }
}
