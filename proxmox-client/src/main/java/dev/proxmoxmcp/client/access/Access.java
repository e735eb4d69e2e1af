package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * Who we are and what we may. Every asking method sends one request and throws a {@link
 * dev.proxmoxmcp.client.ProxmoxException}. Thread-safe.
 */
public final class Access {
  private static final Endpoint PERMISSIONS = Endpoint.read("/access/permissions");

  private final Session session;

  /** For {@link dev.proxmoxmcp.client.BoundCluster}. */
  public Access(Session session) {
    this.session = session;
  }

  /** As whom this client acts; sends nothing. */
  public AuthId authId() {
    return session.authId();
  }

  /** {@code GET /access/permissions}: all rights of its own; everybody may ask. */
  public Permissions permissions() {
    return read(PERMISSIONS.call("read the permissions of " + authId().described()));
  }

  /**
   * {@code GET /access/permissions?path=…}: its rights on one path, exactly.
   *
   * @param path an ACL path, such as {@code /vms/104}
   */
  public Permissions permissions(String path) {
    return read(
        PERMISSIONS
            .call("read the permissions of " + authId().described() + " on one path")
            .with("path", path));
  }

  /** The roles. */
  public Roles roles() {
    return new Roles(session);
  }

  /** The users. */
  public Users users() {
    return new Users(session);
  }

  /** The tokens of users. */
  public Tokens tokens() {
    return new Tokens(session);
  }

  /** Who has which role where. */
  public AclEntries entries() {
    return new AclEntries(session);
  }

  /**
   * {@code GET /access/permissions?userid=…}: all rights of a user. A token may ask that of its own
   * user only with Sys.Audit on {@code /access}.
   */
  public Permissions permissionsOf(UserId user) {
    return read(
        PERMISSIONS.call("read the permissions of user " + user).with("userid", user.toString()));
  }

  private Permissions read(Call call) {
    Fields data = session.send(call).object();
    Map<String, Map<String, Boolean>> byPath = new HashMap<>();
    for (String path : data.names()) {
      Fields privileges = data.inner(path);
      Map<String, Boolean> propagates = new HashMap<>();
      privileges.names().forEach(name -> propagates.put(name, privileges.flag(name)));
      byPath.put(path, propagates);
    }
    return new Permissions(byPath);
  }
}
