package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code /pools}. */
public final class PoolRoutes {
  private static final Parameter TYPE = Parameter.choice("type", "qemu", "lxc", "storage");

  private final Pools pools;
  private final Resources resources;

  /** Routes to these pools, whose members are among these resources. */
  public PoolRoutes(Pools pools, Resources resources) {
    this.pools = pools;
    this.resources = resources;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/pools")
            .takes(Parameter.text("poolid"), TYPE.with("poolid"))
            .answers(this::list),
        // The way before pool names could hold a slash; Proxmox still answers it.
        Route.get("/pools/{poolid}")
            .needs(Permission.all("/pool/{poolid}", "Pool.Audit"))
            .takes(TYPE)
            .answers(call -> Answer.of(withMembers(call.required("poolid"), call))));
  }

  private Answer list(Call call) {
    Optional<String> wanted = call.text("poolid");
    if (wanted.isPresent()) {
      Permission.all("/pool/" + wanted.get(), "Pool.Audit").check(call.caller(), Map.of());
      return Answer.of(List.of(withMembers(wanted.get(), call)));
    }
    return Answer.of(
        pools.all().stream()
            .filter(pool -> call.caller().may(pool.aclPath(), "Pool.Audit"))
            .map(PoolRoutes::listed)
            .toList());
  }

  private static Map<String, Object> listed(Pool pool) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("poolid", pool.name());
    if (!pool.comment().isEmpty()) {
      entry.put("comment", pool.comment());
    }
    return entry;
  }

  private Map<String, Object> withMembers(String name, Call call) {
    Pool pool = pools.require(name, "");
    List<Map<String, Object>> members =
        new ArrayList<>(
            resources.guests(call, guest -> guest.pool().filter(name::equals).isPresent()));
    // Measured: which pool they are in is not said again.
    members.forEach(row -> row.remove("pool"));
    resources.storages(call).stream()
        .filter(row -> pool.storages().contains(Objects.toString(row.get("storage"))))
        .forEach(members::add);
    Optional<String> type = call.text("type");
    Map<String, Object> entry = listed(pool);
    entry.put(
        "members",
        members.stream()
            .filter(row -> type.isEmpty() || type.get().equals(row.get("type")))
            .toList());
    return entry;
  }
}
