package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import java.util.List;
import java.util.Optional;

/**
 * Users. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class Users {
  private static final Endpoint LIST = Endpoint.read("/access/users");
  private static final Endpoint CREATE = Endpoint.post("/access/users", Tier.ADMIN);
  private static final Endpoint DELETE = Endpoint.delete("/access/users/{userid}", Tier.ADMIN);

  private final Session session;

  Users(Session session) {
    this.session = session;
  }

  /**
   * {@code GET /access/users}: those that the caller may see; one with a strange id is left out.
   */
  public List<UserInfo> list() {
    return session.send(LIST.call("list the users")).list(Users::user).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<UserInfo> user(Fields entry) {
    try {
      return Optional.of(
          new UserInfo(
              UserId.parse(entry.textOrEmpty("userid")),
              entry.textOrEmpty("comment"),
              !entry.names().contains("enable") || entry.flag("enable")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** {@code POST /access/users}: one without a password, who can act by tokens alone. */
  public void create(UserId user, String comment) {
    session.send(
        CREATE
            .call("create user " + user)
            .with("userid", user.toString())
            .with("comment", comment));
  }

  /** {@code DELETE /access/users/{userid}}: with him go his tokens. */
  public void delete(UserId user) {
    session.send(DELETE.call("delete user " + user, user));
  }
}
