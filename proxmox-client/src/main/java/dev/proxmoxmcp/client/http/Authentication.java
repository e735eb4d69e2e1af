package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.PasswordLogin;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the proof that each request to one cluster carries. Thread-safe. */
sealed interface Authentication permits TokenAuthentication, TicketAuthentication {
  /** Sends a request without any proof to the member that the proof is for. */
  @FunctionalInterface
  interface Door {
    /**
     * Waits for the whole answer.
     *
     * @throws dev.proxmoxmcp.client.ProxmoxException if there is no answer
     */
    Reply send(Attempt attempt, WireRequest what);
  }

  /** As whom. */
  AuthId id();

  /**
   * The proof for a request.
   *
   * @param attempt what it is for
   * @throws dev.proxmoxmcp.client.ProxmoxException if a login was needed, and came to nothing
   */
  Proof proof(Attempt attempt, Door door);

  /**
   * What to send the request with once more, after Proxmox answered 401 to it, which it says before
   * it does anything.
   *
   * @param refused with which it was sent
   * @param repeatable whether the request is a look
   * @return empty if the same would come of it
   */
  Optional<Proof> instead(Proof refused, boolean repeatable, Attempt attempt, Door door);

  /** The one for {@code identity}. */
  static Authentication of(Identity identity, InstantSource clock, Pause pause) {
    return switch (identity.credentials()) {
      case ApiToken token -> new TokenAuthentication(token, identity.later());
      case PasswordLogin login -> new TicketAuthentication(login, clock, pause);
    };
  }
}
