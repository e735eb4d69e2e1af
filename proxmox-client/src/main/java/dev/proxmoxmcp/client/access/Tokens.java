package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.PathValue;
import dev.proxmoxmcp.client.http.Session;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * API tokens. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class Tokens {
  private static final String USER = "/access/users/{userid}/token";
  private static final String OF_PVE = USER + "/{tokenid}";
  private static final String OF_PBS = USER + "/{token-name}";

  private static final Endpoint LIST = Endpoint.read(USER);
  private static final Endpoint CREATE = Endpoint.post(OF_PVE, Tier.ADMIN);
  private static final Endpoint CREATE_AT_PBS = Endpoint.post(OF_PBS, Tier.ADMIN);
  private static final Endpoint DELETE = Endpoint.delete(OF_PVE, Tier.ADMIN);
  private static final Endpoint DELETE_AT_PBS = Endpoint.delete(OF_PBS, Tier.ADMIN);

  private final Session session;

  Tokens(Session session) {
    this.session = session;
  }

  /** {@code GET /access/users/{userid}/token}: what is known of a user's tokens, by name. */
  public SortedMap<String, TokenInfo> of(UserId user) {
    SortedMap<String, TokenInfo> tokens = new TreeMap<>();
    session
        .send(LIST.call("list the tokens of user " + user, user))
        .list(fields -> fields)
        .forEach(entry -> tokens.put(name(entry), TokenInfo.read(entry, session.ofCluster())));
    return tokens;
  }

  /** A Backup Server tells the whole id. */
  private static String name(Fields entry) {
    String id = entry.required("tokenid");
    return id.substring(id.indexOf('!') + 1);
  }

  /**
   * {@code POST /access/users/{userid}/token/{tokenid}}: makes one with rights of its own, which
   * are none yet.
   *
   * @param expires to the second
   * @return with the secret, which Proxmox does not show again
   */
  public ApiToken create(TokenId id, String comment, Instant expires) {
    Call call =
        (session.ofCluster() ? CREATE : CREATE_AT_PBS)
            .call("create token " + id, id.user(), name(id))
            .with("comment", comment)
            .with("expire", expires.getEpochSecond());
    if (session.ofCluster()) {
      call.with("privsep", true);
    }
    return new ApiToken(
        id, session.send(call).object().required("value", Secret::of), session.product());
  }

  /** {@code DELETE /access/users/{userid}/token/{tokenid}}: it is good for nothing from then on. */
  public void delete(TokenId id) {
    session.send(
        (session.ofCluster() ? DELETE : DELETE_AT_PBS)
            .call("delete token " + id, id.user(), name(id)));
  }

  private static PathValue name(TokenId id) {
    return id::name;
  }
}
