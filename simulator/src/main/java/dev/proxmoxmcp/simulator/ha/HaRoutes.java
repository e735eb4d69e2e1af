package dev.proxmoxmcp.simulator.ha;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import dev.proxmoxmcp.simulator.guest.Guest;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.guest.Guests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /cluster/ha}: which guests the HA manager looks after. It is asked for and told, and the
 * guests say so, but nobody starts or moves one. Mutable; guarded by the timeline's turn.
 */
public final class HaRoutes {
  private static final Permission AUDIT = Permission.all("/", "Sys.Audit");
  private static final Permission CONSOLE = Permission.all("/", "Sys.Console");
  private static final Pattern SID = Pattern.compile("(?:(vm|ct):)?(\\d{3,9})");

  private final Map<Integer, Map<String, Object>> settings = new TreeMap<>();
  private final Guests guests;
  private final Predicate<String> quorate;

  /**
   * Routes about these guests.
   *
   * @param quorate whether a node has quorum
   */
  public HaRoutes(Guests guests, Predicate<String> quorate) {
    this.guests = guests;
    this.quorate = quorate;
  }

  /** The table. */
  public List<Route> routes() {
    List<Parameter> fresh = details();
    fresh.add(Parameter.matching("sid", SID.pattern()).mandatory());
    fresh.add(Parameter.choice("type", "ct", "vm"));
    List<Parameter> changed = details();
    changed.add(Parameter.text("delete", 4096));
    changed.add(Parameter.text("digest", 64));
    return List.of(
        Route.get("/cluster/ha").needs(AUDIT).lists("id", "status", "resources", "groups", "rules"),
        Route.get("/cluster/ha/resources")
            .needs(AUDIT)
            .takes(Parameter.choice("type", "ct", "vm"))
            .answers(this::list),
        Route.post("/cluster/ha/resources").needs(CONSOLE).takes(fresh).answers(this::create),
        Route.get("/cluster/ha/resources/{sid}").needs(AUDIT).answers(this::read),
        Route.put("/cluster/ha/resources/{sid}")
            .needs(CONSOLE)
            .takes(changed)
            .answers(this::change),
        Route.delete("/cluster/ha/resources/{sid}")
            .needs(CONSOLE)
            .takes(Parameter.flag("purge"))
            .answers(this::delete),
        Route.get("/cluster/ha/groups").needs(AUDIT).answers(HaRoutes::groups),
        Route.get("/cluster/ha/status/current").needs(AUDIT).answers(this::status));
  }

  private static List<Parameter> details() {
    return new ArrayList<>(
        List.of(
            Parameter.text("comment", 4096),
            Parameter.flag("failback"),
            Parameter.text("group"),
            Parameter.integer("max_relocate", 0),
            Parameter.integer("max_restart", 0),
            Parameter.choice("state", "started", "stopped", "enabled", "disabled", "ignored")));
  }

  private static Answer groups(Call call) {
    throw new Refusal.Died("cannot index groups: ha groups have been migrated to rules");
  }

  private List<Guest> managed() {
    return guests.all().stream().filter(guest -> guest.haState().isPresent()).toList();
  }

  private static String sid(Guest guest) {
    return (guest.kind() == GuestKind.QEMU ? "vm:" : "ct:") + guest.vmid();
  }

  private Optional<Guest> guest(String sid) {
    Matcher parts = SID.matcher(sid);
    return parts.matches()
        ? guests
            .find(Integer.parseInt(parts.group(2)))
            .filter(guest -> parts.group(1) == null || sid(guest).equals(sid))
        : Optional.empty();
  }

  private Map<String, Object> resource(Guest guest) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("sid", sid(guest));
    row.put("type", guest.kind() == GuestKind.QEMU ? "vm" : "ct");
    row.put("state", guest.haState().orElse("started"));
    row.putAll(settings.getOrDefault(guest.vmid(), Map.of()));
    row.put("digest", digest());
    return row;
  }

  private String digest() {
    return Digest.of(settings.toString());
  }

  private Answer list(Call call) {
    Optional<String> type = call.text("type");
    return Answer.of(
        managed().stream()
            .map(this::resource)
            .filter(row -> type.isEmpty() || type.get().equals(row.get("type")))
            .toList());
  }

  private Answer create(Call call) {
    String sid = call.required("sid");
    Guest guest =
        guest(sid)
            .orElseThrow(
                () -> new Refusal.Died("resource '" + sid + "' does not exist in cluster"));
    if (guest.haState().isPresent()) {
      throw new Refusal.Died(
          "create resource failed: resource ID '" + sid(guest) + "' already defined");
    }
    keep(guest, call, new LinkedHashMap<>());
    return Answer.of(null);
  }

  private void keep(Guest guest, Call call, Map<String, Object> kept) {
    for (Parameter detail : details()) {
      call.text(detail.name()).ifPresent(text -> kept.put(detail.name(), detail.stored(text)));
    }
    settings.put(guest.vmid(), kept);
    guest.manageByHa(String.valueOf(kept.getOrDefault("state", "started")));
  }

  private Guest require(Call call, String what) {
    String sid = call.required("sid");
    return guest(sid)
        .filter(guest -> guest.haState().isPresent())
        .orElseThrow(
            () -> new Refusal.Died("cannot " + what + " service '" + sid + "' - not HA managed!"));
  }

  private Answer read(Call call) {
    return Answer.of(resource(require(call, "read")));
  }

  private Answer change(Call call) {
    Guest guest = require(call, "update");
    Digest.require(call, digest(), "update resource failed: ");
    Map<String, Object> kept = new LinkedHashMap<>(settings.getOrDefault(guest.vmid(), Map.of()));
    kept.keySet().removeAll(call.list("delete"));
    keep(guest, call, kept);
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    Guest guest = require(call, "delete");
    settings.remove(guest.vmid());
    guest.manageByHa("");
    return Answer.of(null);
  }

  private Answer status(Call call) {
    boolean quorum = quorate.test(call.asked());
    List<Map<String, Object>> rows = new ArrayList<>();
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("id", "quorum");
    first.put("type", "quorum");
    first.put("node", call.asked());
    first.put("quorate", quorum ? 1 : 0);
    first.put("status", quorum ? "OK" : "No quorum on node '" + call.asked() + "'!");
    rows.add(first);
    Map<String, Object> fencing = new LinkedHashMap<>();
    fencing.put("id", "fencing");
    fencing.put("type", "fencing");
    fencing.put("node", call.asked());
    fencing.put("armed-state", "standby");
    fencing.put("status", "standby (CRM watchdog standby)");
    rows.add(fencing);
    managed().forEach(guest -> rows.add(service(guest)));
    return Answer.of(rows);
  }

  private Map<String, Object> service(Guest guest) {
    String state = guest.haState().orElse("");
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "service:" + sid(guest));
    row.put("type", "service");
    row.put("sid", sid(guest));
    row.put("node", guest.node());
    row.put("state", state);
    row.put("request_state", state);
    row.put("status", "%s (%s, %s)".formatted(sid(guest), guest.node(), state));
    row.put("failback", 1);
    row.put("max_relocate", 1);
    row.put("max_restart", 1);
    Map<String, Object> kept = settings.getOrDefault(guest.vmid(), Map.of());
    kept.forEach((key, value) -> {
      if (!key.equals("state")) {
        row.put(key, value);
      }
    });
    return row;
  }
}
