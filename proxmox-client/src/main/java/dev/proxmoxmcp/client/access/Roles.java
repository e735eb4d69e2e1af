package dev.proxmoxmcp.client.access;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.http.Call;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.client.http.Fields;
import dev.proxmoxmcp.client.http.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Named sets of privileges. A Backup Server has those that it brings along and takes no others.
 * Every method sends one request and throws a {@link dev.proxmoxmcp.client.ProxmoxException}.
 * Thread-safe.
 */
public final class Roles {
  private static final Endpoint LIST = Endpoint.read("/access/roles");
  private static final Endpoint CREATE = Endpoint.post("/access/roles", Tier.ADMIN);
  private static final Endpoint CHANGE = Endpoint.put("/access/roles/{roleid}", Tier.ADMIN);
  private static final Endpoint DELETE = Endpoint.delete("/access/roles/{roleid}", Tier.ADMIN);
  private static final String PRIVILEGES = "privs";

  private final Session session;

  Roles(Session session) {
    this.session = session;
  }

  /** {@code GET /access/roles}: the privileges of all roles. */
  public SortedMap<RoleId, SortedSet<String>> list() {
    SortedMap<RoleId, SortedSet<String>> roles = new TreeMap<>();
    for (Role role : session.send(LIST.call("list the roles")).list(Roles::role)) {
      roles.put(role.name(), role.privileges());
    }
    return roles;
  }

  private record Role(RoleId name, SortedSet<String> privileges) {}

  /** A cluster writes the privileges in one text, a Backup Server as a list. */
  private static Role role(Fields entry) {
    List<String> privileges = new ArrayList<>(entry.words(PRIVILEGES));
    privileges.addAll(entry.texts(PRIVILEGES));
    return new Role(entry.required("roleid", RoleId::new), new TreeSet<>(privileges));
  }

  /**
   * {@code POST /access/roles}: makes one.
   *
   * @param privileges at least one
   */
  public void create(RoleId role, Collection<String> privileges) {
    session.send(with(CREATE.call("create role " + role).with("roleid", role.name()), privileges));
  }

  /**
   * {@code PUT /access/roles/{roleid}}: gives it these privileges and no others.
   *
   * @param privileges at least one
   */
  public void change(RoleId role, Collection<String> privileges) {
    session.send(with(CHANGE.call("change role " + role, role), privileges));
  }

  private static Call with(Call call, Collection<String> privileges) {
    return call.with(PRIVILEGES, String.join(",", new TreeSet<>(privileges)));
  }

  /** {@code DELETE /access/roles/{roleid}}: with it goes every entry that grants it. */
  public void delete(RoleId role) {
    session.send(DELETE.call("delete role " + role, role));
  }
}
