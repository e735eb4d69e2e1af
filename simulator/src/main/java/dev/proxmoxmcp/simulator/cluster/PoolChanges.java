package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.storage.Storages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes, changes and deletes pools: {@code /pools}, and {@code /pools/{poolid}} of old. */
public final class PoolChanges {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9\\-_.]+(/[A-Za-z0-9\\-_.]+){0,2}");
  private static final String UPDATE = "update pools failed: ";
  private static final String DELETE = "delete pool failed: ";

  private final Pools pools;
  private final Guests guests;
  private final Storages storages;

  /** Changes of these pools. */
  public PoolChanges(Pools pools, Guests guests, Storages storages) {
    this.pools = pools;
    this.guests = guests;
    this.storages = storages;
  }

  /** The table. */
  public List<Route> routes() {
    Parameter name = Parameter.formatted("poolid", PoolChanges::complaint).mandatory();
    List<Parameter> settings =
        List.of(
            Parameter.text("comment"),
            Parameter.text("vms"),
            Parameter.text("storage"),
            Parameter.flag("delete"),
            Parameter.flag("allow-move"));
    List<Parameter> named = new ArrayList<>(settings);
    named.add(name);
    return List.of(
        Route.post("/pools").takes(name, Parameter.text("comment")).answers(this::create),
        Route.put("/pools").takes(named).answers(this::change),
        Route.delete("/pools").takes(name).answers(this::delete),
        Route.put("/pools/{poolid}").takes(settings).answers(this::change),
        Route.delete("/pools/{poolid}").answers(this::delete));
  }

  private static Optional<String> complaint(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of("pool name '" + name + "' contains invalid characters");
  }

  private static String allowed(Call call) {
    String name = call.required("poolid");
    Permission.all("/pool/" + name, "Pool.Allocate").check(call.caller(), Map.of());
    return name;
  }

  private Answer create(Call call) {
    String name = allowed(call);
    if (pools.find(name).isPresent()) {
      throw new Refusal.Died("create pool failed: pool '" + name + "' already exists");
    }
    pools.put(new Pool(name, call.text("comment").orElse(""), List.of()));
    return Answer.of(null);
  }

  private Answer change(Call call) {
    String name = allowed(call);
    Pool pool = pools.require(name, UPDATE);
    boolean delete = call.flag("delete");
    List<String> vmids = call.list("vms");
    if (!delete) {
      vmids.forEach(vmid -> refuseOtherPool(call, vmid, name));
    }
    List<String> members = new ArrayList<>(pool.storages());
    for (String storage : call.list("storage")) {
      call.require("/storage/" + storage, "Datastore.Allocate");
      members.remove(storage);
      if (!delete) {
        members.add(storages.require(storage).name());
      }
    }
    for (String vmid : vmids) {
      call.require("/vms/" + vmid, "VM.Allocate");
      guest(vmid)
          .ifPresent(guest -> {
            if (!delete) {
              guest.joinPool(name);
            } else if (guest.pool().filter(name::equals).isPresent()) {
              guest.joinPool("");
            }
          });
    }
    pools.put(new Pool(name, call.text("comment").orElse(pool.comment()), members));
    return Answer.of(null);
  }

  private Optional<Guest> guest(String vmid) {
    return vmid.matches("\\d{3,9}") ? guests.find(Integer.parseInt(vmid)) : Optional.empty();
  }

  private void refuseOtherPool(Call call, String vmid, String name) {
    Optional<String> other =
        guest(vmid).flatMap(Guest::pool).filter(present -> !present.equals(name));
    if (other.isPresent() && !call.flag("allow-move")) {
      throw new Refusal.Died(
          UPDATE
              + "VM %s belongs already to pool '%s' and 'allow-move' is not set"
                  .formatted(vmid, other.get()));
    }
  }

  private Answer delete(Call call) {
    String name = allowed(call);
    Pool pool = pools.require(name, DELETE);
    Optional<Guest> member =
        guests.all().stream()
            .filter(guest -> guest.pool().filter(name::equals).isPresent())
            .findFirst();
    if (member.isPresent()) {
      throw notEmpty(name, "VM " + member.get().vmid());
    }
    if (!pool.storages().isEmpty()) {
      throw notEmpty(name, "storage '" + pool.storages().getFirst() + "'");
    }
    pools.remove(name);
    return Answer.of(null);
  }

  private static Refusal notEmpty(String name, String what) {
    return new Refusal.Died(DELETE + "pool '" + name + "' is not empty (contains " + what + ")");
  }
}
