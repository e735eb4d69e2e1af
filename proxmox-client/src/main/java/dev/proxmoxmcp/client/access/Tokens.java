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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * API tokens. To Proxmox a token is not its user: it may change itself only if it may change its
 * user. Every method sends one request and throws a {@link dev.proxmoxmcp.client.ProxmoxException}.
 * Thread-safe.
 */
public final class Tokens {
  private static final String USER = "/access/users/{userid}";
  private static final String OF_PVE = USER + "/token/{tokenid}";
  private static final String OF_PBS = USER + "/token/{token-name}";

  private static final Endpoint OWNER = Endpoint.read(USER);
  private static final Endpoint ONE_OF_PBS = Endpoint.read(OF_PBS);
  private static final Endpoint LIST = Endpoint.read(USER + "/token");
  private static final Endpoint CREATE = Endpoint.post(OF_PVE, Tier.ADMIN);
  private static final Endpoint CREATE_AT_PBS = Endpoint.post(OF_PBS, Tier.ADMIN);
  private static final Endpoint CHANGE = Endpoint.put(OF_PVE, Tier.ADMIN);
  private static final Endpoint CHANGE_AT_PBS = Endpoint.put(OF_PBS, Tier.ADMIN);
  private static final Endpoint DELETE = Endpoint.delete(OF_PVE, Tier.ADMIN);
  private static final Endpoint DELETE_AT_PBS = Endpoint.delete(OF_PBS, Tier.ADMIN);

  private final Session session;

  Tokens(Session session) {
    this.session = session;
  }

  /**
   * What Proxmox keeps of a token.
   *
   * <p>Of a cluster it is read with its user, {@code GET /access/users/{userid}}, which an auditor
   * may do; the token's own address is for those who may change it.
   *
   * @return empty if the user has no such token
   */
  public Optional<TokenInfo> find(TokenId id) {
    String purpose = "look at token " + id;
    if (!session.ofCluster()) {
      Fields token = session.send(ONE_OF_PBS.call(purpose, id.user(), name(id))).object();
      return Optional.of(TokenInfo.read(token, false));
    }
    Fields tokens = session.send(OWNER.call(purpose, id.user())).object().inner("tokens");
    return tokens.names().contains(id.name())
        ? Optional.of(TokenInfo.read(tokens.inner(id.name()), true))
        : Optional.empty();
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
    return create(id, new TokenInfo(expires, true, comment));
  }

  /**
   * The same for one that is to be as another was.
   *
   * @param like of which there is one in Proxmox, or could be
   */
  public ApiToken create(TokenId id, TokenInfo like) {
    Call call =
        (session.ofCluster() ? CREATE : CREATE_AT_PBS)
            .call("create token " + id, id.user(), name(id))
            .with("expire", seconds(like.expires()));
    if (!like.comment().isEmpty()) {
      call.with("comment", like.comment());
    }
    if (session.ofCluster()) {
      call.with("privsep", like.separated());
    }
    return made(id, call, "value");
  }

  /**
   * {@code PUT /access/users/{userid}/token/{tokenid}} with {@code regenerate}: the secret is
   * another one from that moment on. A host whose schema lacks the parameter refuses it.
   *
   * @param expires when the token ends from now on; null for never
   * @return with its new secret, which Proxmox does not show again
   */
  public ApiToken regenerate(TokenId id, @Nullable Instant expires) {
    Call call =
        (session.ofCluster() ? CHANGE : CHANGE_AT_PBS)
            .call("make a new secret for token " + id, id.user(), name(id))
            .with("regenerate", true)
            .with("expire", seconds(expires));
    return made(id, call, session.ofCluster() ? "value" : "secret");
  }

  private ApiToken made(TokenId id, Call call, String field) {
    Secret secret = session.send(call).object().required(field, Secret::of);
    return new ApiToken(id, secret, session.product());
  }

  private static long seconds(@Nullable Instant end) {
    return end == null ? 0 : end.getEpochSecond();
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
