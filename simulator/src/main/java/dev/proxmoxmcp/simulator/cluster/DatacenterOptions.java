package dev.proxmoxmcp.simulator.cluster;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The options of the datacenter, {@code /cluster/options}. Guarded by the timeline's turn. */
public final class DatacenterOptions {
  private static final String PATH = "/cluster/options";

  /** Those that are property strings, which answers show as objects. */
  private static final Set<String> STRUCTURES =
      Set.of(
          "bwlimit",
          "crs",
          "ha",
          "migration",
          "next-id",
          "notify",
          "replication",
          "tag-style",
          "u2f",
          "user-tag-access",
          "webauthn");

  private final Map<String, Object> options = new TreeMap<>();

  /** The usual ones. */
  public DatacenterOptions() {
    options.put("description", "");
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get(PATH).answers(this::read), Route.put(PATH).takesAll().answers(this::change));
  }

  /** Who lacks Sys.Audit sees only what the tags need. */
  private Answer read(Call call) {
    Map<String, Object> shown = new LinkedHashMap<>();
    Object registered = options.get("registered-tags");
    shown.put(
        "allowed-tags",
        registered instanceof String tags ? List.of(tags.split("[;, ]+", -1)) : List.of());
    if (call.caller().may("/", "Sys.Audit")) {
      shown.putAll(options);
      shown.putIfAbsent("mac_prefix", "BC:24:11");
    }
    return Answer.of(shown);
  }

  private Answer change(Call call) {
    options.keySet().removeAll(call.list("delete"));
    call.values()
        .forEach((name, value) -> {
          if (!name.equals("delete")) {
            options.put(name, kept(name, value));
          }
        });
    return Answer.of(null);
  }

  private static Object kept(String name, String value) {
    if (name.equals("description")) {
      return value + "\n";
    }
    if (name.equals("max_workers")) {
      return Long.valueOf(value);
    }
    if (!STRUCTURES.contains(name)) {
      return value;
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : value.split(",", -1)) {
      int equals = part.indexOf('=');
      // The one key that may be left out, of those that may leave one out, is the type.
      parts.put(equals < 0 ? "type" : part.substring(0, equals), part.substring(equals + 1));
    }
    return parts;
  }
}
