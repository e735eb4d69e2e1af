package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code /access/roles}. */
final class RoleRoutes {
  private static final Permission MODIFY = Permission.all("/access", "Sys.Modify");

  private final AccessList access;

  RoleRoutes(AccessList access) {
    this.access = access;
  }

  List<Route> routes() {
    Role administrator = access.roles().get("Administrator");
    Parameter privileges =
        Parameter.privileges(
            "privs", administrator == null ? Set.of() : administrator.privileges());
    return List.of(
        Route.get("/access/roles").answers(_ -> Answer.of(list())),
        Route.post("/access/roles")
            .needs(MODIFY)
            .takes(Parameter.text("roleid").mandatory(), privileges)
            .answers(this::create),
        Route.get("/access/roles/{roleid}").answers(this::read),
        Route.put("/access/roles/{roleid}")
            .needs(MODIFY)
            .takes(privileges, Parameter.flag("append").with("privs"))
            .answers(this::change),
        Route.delete("/access/roles/{roleid}").needs(MODIFY).answers(this::delete));
  }

  private List<Map<String, Object>> list() {
    return access.roles().values().stream()
        .map(role ->
            Map.<String, Object>of(
                "roleid",
                role.name(),
                "privs",
                String.join(",", new TreeSet<>(role.privileges())),
                "special",
                role.builtIn() ? 1 : 0))
        .toList();
  }

  private Answer read(Call call) {
    String name = call.required("roleid");
    Role role = access.roles().get(name);
    if (role == null) {
      throw new Refusal.Died("role '" + name + "' does not exist");
    }
    Map<String, Integer> privileges = new TreeMap<>();
    role.privileges().forEach(privilege -> privileges.put(privilege, 1));
    return Answer.of(privileges);
  }

  private Answer create(Call call) {
    String name = call.required("roleid");
    if (name.toUpperCase(Locale.ROOT).startsWith(Role.RESERVED)) {
      throw Refusal.BadParameters.about(
          "roleid", "cannot use role ID starting with the (case-insensitive) 'PVE' namespace");
    }
    if (access.roles().containsKey(name)) {
      throw new Refusal.Died("create role failed: role '" + name + "' already exists");
    }
    access.put(new Role(name, Set.copyOf(call.list("privs")), false));
    return Answer.of(null);
  }

  private Role own(String name, String failure) {
    Role role = access.roles().get(name);
    if (role == null) {
      throw new Refusal.Died("%s role failed: role '%s' does not exist".formatted(failure, name));
    }
    return role;
  }

  private Answer change(Call call) {
    String name = call.required("roleid");
    Role role = own(name, "update");
    if (role.builtIn()) {
      throw new Refusal.Died("auto-generated role '" + name + "' cannot be modified");
    }
    Set<String> privileges = new TreeSet<>(call.list("privs"));
    if (call.flag("append")) {
      privileges.addAll(role.privileges());
    }
    access.put(new Role(name, privileges, false));
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    String name = call.required("roleid");
    if (own(name, "delete").builtIn()) {
      throw new Refusal.Died("auto-generated role '" + name + "' cannot be deleted");
    }
    access.removeRole(name);
    return Answer.of(null);
  }
}
