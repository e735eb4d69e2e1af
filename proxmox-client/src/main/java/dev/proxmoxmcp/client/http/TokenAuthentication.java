package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.TokenSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** By an API token, which may be replaced while requests are under way. */
final class TokenAuthentication implements Authentication {
  private final AtomicReference<ApiToken> current;
  private final TokenSource later;

  /**
   * @param later asked for another one when Proxmox refuses the one that is known
   */
  TokenAuthentication(ApiToken token, TokenSource later) {
    this.current = new AtomicReference<>(token);
    this.later = later;
  }

  @Override
  public AuthId id() {
    return token().id();
  }

  private ApiToken token() {
    return current.get();
  }

  /**
   * Every request from now on carries {@code token}.
   *
   * @throws IllegalArgumentException if it is another user's, whose rights and answers would be
   *     taken for those of this one
   */
  void replace(ApiToken token) {
    ApiToken before = token();
    if (!before.canGiveWayTo(token)) {
      throw new IllegalArgumentException(
          "token " + token + " cannot take the place of " + before + ": it is of another user");
    }
    current.set(token);
  }

  @Override
  public Proof proof(Attempt attempt, Door door) {
    return proof(token());
  }

  private static Proof proof(ApiToken token) {
    return new Proof("Authorization", token.authorization(), null);
  }

  /** Whatever it was: Proxmox did nothing of it. */
  @Override
  public Optional<Proof> instead(Proof refused, boolean repeatable, Attempt attempt, Door door) {
    ApiToken known = token();
    if (proof(known).equals(refused)) {
      asked(known, attempt).ifPresent(newer -> current.compareAndSet(known, newer));
    }
    return Optional.of(proof(token())).filter(now -> !now.equals(refused));
  }

  private Optional<ApiToken> asked(ApiToken refused, Attempt attempt) {
    try {
      return later.insteadOf(refused).filter(refused::canGiveWayTo);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Interrupted(
          "another token for: " + attempt.purpose(), Delivery.NOT_SENT, interrupted);
    }
  }
}
