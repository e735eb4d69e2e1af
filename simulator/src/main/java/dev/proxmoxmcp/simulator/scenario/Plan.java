package dev.proxmoxmcp.simulator.scenario;

import dev.proxmoxmcp.simulator.access.ApiToken;
import java.util.Map;

/** A cluster that can be built. */
public interface Plan {
  /** Builds it; once. */
  World build();

  /** Its tokens; not every scenario has one of each. */
  Map<Holder, ApiToken> tokens();
}
