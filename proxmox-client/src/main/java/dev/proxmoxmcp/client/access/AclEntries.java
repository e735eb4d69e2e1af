package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import java.util.List;

/**
 * The list of permissions. Every method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class AclEntries {
  private static final Endpoint LIST = Endpoint.read("/access/acl");
  private static final Endpoint CHANGE = Endpoint.put("/access/acl", Tier.ADMIN);

  private final Session session;

  AclEntries(Session session) {
    this.session = session;
  }

  /** {@code GET /access/acl}: the entries that the caller may see. */
  public List<AclEntry> list() {
    return session.send(LIST.call("list the permissions")).list(AclEntries::entry);
  }

  private static AclEntry entry(Fields entry) {
    return new AclEntry(
        entry.required("path"),
        entry.required("roleid", RoleId::new),
        entry.required("ugid"),
        entry.flag("propagate"));
  }

  /** {@code PUT /access/acl}: gives {@code who} a role on a path and below; twice is once. */
  public void grant(String path, RoleId role, AuthId who) {
    grant(path, role, who, true);
  }

  /**
   * {@code PUT /access/acl}: gives {@code who} a role on a path.
   *
   * @param propagates whether it holds below the path too
   */
  public void grant(String path, RoleId role, AuthId who, boolean propagates) {
    session.send(change("grant", path, role, who).with("propagate", propagates));
  }

  /** {@code PUT /access/acl}: takes it away again; from one who has it not, that is nothing. */
  public void revoke(String path, RoleId role, AuthId who) {
    session.send(change("revoke", path, role, who).with("delete", true));
  }

  private Call change(String verb, String path, RoleId role, AuthId who) {
    Call call =
        CHANGE
            .call("%s role %s on %s for %s".formatted(verb, role, path, who.described()))
            .with("path", path);
    return switch (session.product()) {
      case PVE ->
          call.with("roles", role.name())
              .with(
                  switch (who) {
                    case TokenId _ -> "tokens";
                    case UserId _ -> "users";
                  },
                  who.toString());
      case PBS -> call.with("role", role.name()).with("auth-id", who.toString());
    };
  }
}
