package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.catalog.ApiType;
import dev.proxmoxmcp.client.catalog.CheckedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the object that a call changes can be read, before and after: mostly at the same path, else
 * right above it, and of guests in their configuration or their state.
 *
 * @param looks what can be read
 */
record StatePlace(Looks looks) {
  private static final List<String> KINDS = List.of("qemu", "lxc");

  /**
   * The paths of that object.
   *
   * @param before as it is now; the same as {@code after} but for a guest that moves
   * @param after concrete
   */
  record Place(String before, String after) {
    private static Place of(String path) {
      return new Place(path, path);
    }
  }

  /** The place; empty if Proxmox shows the object nowhere that looks only. */
  Optional<Place> of(CheckedCall call) {
    return candidates(call).stream()
        .filter(place -> isRead(place.before()) && isRead(place.after()))
        .findFirst();
  }

  private List<Place> candidates(CheckedCall call) {
    String path = call.path();
    List<Place> candidates = new ArrayList<>();
    String node = call.pathValues().getOrDefault("node", "");
    for (String kind : KINDS) {
      ofGuest(call, node, kind, candidates);
    }
    candidates.add(Place.of(path));
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      candidates.add(Place.of(path.substring(0, slash)));
    }
    return candidates;
  }

  private static void ofGuest(CheckedCall call, String node, String kind, List<Place> candidates) {
    String guests = "/nodes/{node}/" + kind;
    String template = call.endpoint().template();
    String one = guests + "/{vmid}";
    String prefix = "/nodes/" + node + "/" + kind + "/";
    String target = first(call, "target");
    if (template.equals(guests)) {
      candidates.add(Place.of(prefix + first(call, "vmid") + "/config"));
    } else if (template.equals(one + "/clone")) {
      String there = target.isEmpty() ? node : target;
      candidates.add(
          Place.of("/nodes/" + there + "/" + kind + "/" + first(call, "newid") + "/config"));
    } else if (template.equals(one + "/migrate")) {
      String vmid = call.pathValues().getOrDefault("vmid", "");
      candidates.add(
          new Place(
              prefix + vmid + "/status/current",
              "/nodes/" + target + "/" + kind + "/" + vmid + "/status/current"));
    } else if (template.startsWith(one + "/status/")) {
      candidates.add(
          Place.of(prefix + call.pathValues().getOrDefault("vmid", "") + "/status/current"));
    } else if (template.startsWith(one + "/snapshot")) {
      candidates.add(Place.of(prefix + call.pathValues().getOrDefault("vmid", "") + "/snapshot"));
    } else if (template.equals(one) || hasNoGet(template, one)) {
      candidates.add(Place.of(prefix + call.pathValues().getOrDefault("vmid", "") + "/config"));
    }
  }

  /** Resizing and moving disks, templates and the like show in the configuration. */
  private static boolean hasNoGet(String template, String one) {
    return List.of("/resize", "/move_disk", "/move_volume", "/template", "/unlink").stream()
        .anyMatch(end -> template.equals(one + end));
  }

  private static String first(CheckedCall call, String parameter) {
    List<String> values = call.parameters().getOrDefault(parameter, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  private boolean isRead(String path) {
    return looks
        .find(path)
        .filter(found -> !Directory.of(looks.catalog(), found.endpoint()).isIndex())
        .filter(found -> !(found.endpoint().returns() instanceof ApiType.Nothing))
        .isPresent();
  }
}
