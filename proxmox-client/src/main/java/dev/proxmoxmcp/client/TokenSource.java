package dev.proxmoxmcp.client;

import java.util.Optional;

/**
 * Where the token of a cluster comes from. It is asked when Proxmox refuses the one that is known,
 * since that may have been made anew meanwhile. Implementations are thread-safe.
 */
@FunctionalInterface
public interface TokenSource {
  /** Knows no other token than the first. */
  static TokenSource none() {
    return _ -> Optional.empty();
  }

  /**
   * The token to go on with. What was refused goes once more with it, changes too: Proxmox says
   * that it does not accept a token before it does anything.
   *
   * @param refused which Proxmox does not accept
   * @return of the same user; empty if there is none but the refused one
   * @throws InterruptedException if the caller is interrupted before that is known
   */
  Optional<ApiToken> insteadOf(ApiToken refused) throws InterruptedException;
}
