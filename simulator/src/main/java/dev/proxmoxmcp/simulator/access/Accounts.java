package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.simulator.api.Authenticator;
import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.api.Login;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The users and tokens of the cluster; judges credentials. Immutable. */
public final class Accounts implements Authenticator {
  // pve-access-control: a '=' or a blank may follow the scheme; the value is USER@REALM!NAME=UUID.
  private static final Pattern SCHEME = Pattern.compile("PVEAPIToken(?:=| )(.*)");
  private static final Pattern VALUE =
      Pattern.compile("([^\\s:/!]+@[A-Za-z][A-Za-z0-9.\\-_]+![A-Za-z][A-Za-z0-9.\\-_]+)=(\\S+)");

  private final Map<String, ApiToken> tokens = new LinkedHashMap<>();
  private final AccessList access;
  private final InstantSource clock;

  /** Accounts with these tokens; their users exist with them. */
  public Accounts(List<ApiToken> tokens, AccessList access, InstantSource clock) {
    tokens.forEach(token -> this.tokens.put(token.id(), token));
    this.access = access;
    this.clock = clock;
  }

  /** All tokens. */
  List<ApiToken> tokens() {
    return List.copyOf(tokens.values());
  }

  /** All users. */
  List<String> users() {
    return tokens.values().stream().map(ApiToken::user).distinct().sorted().toList();
  }

  /** Who has which role where. */
  AccessList access() {
    return access;
  }

  /** The caller that {@code user} would be with a ticket: without a token's limits. */
  Map<String, Boolean> userPrivileges(String user, String path) {
    return TokenCaller.UserRights.of(user, access, path);
  }

  /** The caller behind a token id, whatever its secret. */
  Optional<Caller> caller(String tokenId) {
    return Optional.ofNullable(tokens.get(tokenId)).map(token -> new TokenCaller(token, access));
  }

  @Override
  public Login login(Optional<String> authorization) {
    Optional<Matcher> scheme = authorization.map(SCHEME::matcher).filter(Matcher::matches);
    if (scheme.isEmpty()) {
      return new Login.NoTicket();
    }
    Matcher value = VALUE.matcher(scheme.get().group(1));
    if (!value.matches()) {
      return new Login.Failed("");
    }
    String id = value.group(1);
    ApiToken token = tokens.get(id);
    if (token == null
        || !token.secret().equals(Secret.of(value.group(2)))
        || !clock.instant().isBefore(token.expires())) {
      return new Login.Failed(id);
    }
    return new Login.Known(new TokenCaller(token, access));
  }
}
