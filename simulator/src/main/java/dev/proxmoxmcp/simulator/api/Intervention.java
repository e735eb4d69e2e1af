package dev.proxmoxmcp.simulator.api;

import java.util.Optional;

/** Something that keeps endpoints from their usual answer. */
@FunctionalInterface
public interface Intervention {
  /**
   * Called with the cluster's turn, before the handler of a call that is allowed and well formed.
   *
   * @return the answer in the handler's place, or empty to let it answer
   * @throws Refusal to refuse the call
   */
  Optional<Answer> before(Route route, Call call);
}
