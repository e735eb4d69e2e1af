package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.Unreachable.Reason;
import java.util.Optional;

/**
 * Sends requests that prove as whom they are sent; what is no business of the API goes without. One
 * that is answered 401 goes once more where there is something else to prove it with by then.
 */
final class Prover {
  private final HttpWire wire;
  private final Authentication authentication;

  Prover(HttpWire wire, Authentication authentication) {
    this.wire = wire;
    this.authentication = authentication;
  }

  AuthId id() {
    return authentication.id();
  }

  /**
   * Every request from now on carries {@code token}.
   *
   * @throws IllegalArgumentException if this acts by no token, or by one of another user
   */
  void replace(ApiToken token) {
    switch (authentication) {
      case TokenAuthentication tokens -> tokens.replace(token);
      case TicketAuthentication _ ->
          throw new IllegalArgumentException(
              id().described() + " logs in with a password, so there is no token to replace");
    }
  }

  /**
   * Sends {@code what} to {@code member} and waits for the whole answer.
   *
   * @throws ProxmoxException if there is none
   */
  Reply send(Attempt attempt, Member member, WireRequest what, Waits waits) {
    if (!what.isAuthenticated()) {
      return wire.send(attempt, member, what, null, waits);
    }
    Authentication.Door door = (login, request) -> login(attempt, login, member, request, waits);
    Proof proof = authentication.proof(attempt, door);
    Reply reply = wire.send(attempt, member, what, proof, waits);
    if (reply.status() != 401) {
      return reply;
    }
    boolean looks = attempt.tier() == Tier.READ;
    Optional<Proof> other = authentication.instead(proof, looks, attempt, door);
    return other.isPresent() ? wire.send(attempt, member, what, other.get(), waits) : reply;
  }

  /** Whatever became of the login: the request that it is for was not sent. */
  private Reply login(
      Attempt attempt, Attempt login, Member member, WireRequest request, Waits waits) {
    try {
      return wire.send(login, member, request, null, waits);
    } catch (ProxmoxException failed) {
      if (attempt.tier() != Tier.READ && failed.delivery() == Delivery.UNKNOWN) {
        throw Unreachable.notConnected(attempt, Reason.SILENT, wire.timeouts().connect(), failed);
      }
      throw failed;
    }
  }
}
