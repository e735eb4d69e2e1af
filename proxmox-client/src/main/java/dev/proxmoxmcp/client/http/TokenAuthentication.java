package dev.proxmoxmcp.client.http;

import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.AuthId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** By an API token, whose secret may be replaced while requests are under way. */
final class TokenAuthentication implements Authentication {
  private final AtomicReference<ApiToken> current;

  TokenAuthentication(ApiToken token) {
    this.current = new AtomicReference<>(token);
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
    if (!before.id().user().equals(token.id().user()) || before.product() != token.product()) {
      throw new IllegalArgumentException(
          "token " + token + " cannot take the place of " + before + ": it is of another user");
    }
    current.set(token);
  }

  @Override
  public Proof proof(Attempt attempt, Door door) {
    return new Proof("Authorization", token().authorization(), null);
  }

  /** Whatever it was: Proxmox did nothing of it. */
  @Override
  public Optional<Proof> instead(Proof refused, boolean repeatable, Attempt attempt, Door door) {
    return Optional.of(proof(attempt, door)).filter(now -> !now.equals(refused));
  }
}
