package dev.proxmoxmcp.mcp.transport.http;

import dev.proxmoxmcp.mcp.api.Caller;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever shows one of these tokens, and nobody else. They may become fewer while the server runs,
 * down to none. Thread-safe.
 */
public final class AccessTokens implements Admission {
  private volatile List<AccessToken> tokens;

  /**
   * @param tokens in any order
   * @throws IllegalArgumentException if there is none, or two have one name
   */
  public AccessTokens(List<AccessToken> tokens) {
    Set<String> names = new HashSet<>();
    if (tokens.isEmpty() || !tokens.stream().map(AccessToken::name).allMatch(names::add)) {
      throw new IllegalArgumentException("at least one token is needed, each with its own name");
    }
    this.tokens = List.copyOf(tokens);
  }

  /**
   * Who shows this token. It is compared with all of them, and each comparison takes the same time
   * for all: how long this takes tells nothing about any.
   */
  Optional<Caller> caller(String shown) {
    byte[] hash = AccessToken.hash(shown);
    AccessToken found = null;
    for (AccessToken each : tokens) {
      found = each.hasHash(hash) ? each : found;
    }
    return Optional.ofNullable(found).map(AccessToken::caller);
  }

  /** Whether that one still has a token. */
  boolean has(Caller caller) {
    return tokens.stream().anyMatch(token -> token.caller().equals(caller));
  }

  /** Forgets every token that is not among {@code wanted}; none is added. */
  public void keepOnly(List<AccessToken> wanted) {
    tokens = tokens.stream().filter(wanted::contains).toList();
  }

  /** Whether each of {@code wanted} is among them. */
  public boolean containsAll(List<AccessToken> wanted) {
    return tokens.containsAll(wanted);
  }
}
