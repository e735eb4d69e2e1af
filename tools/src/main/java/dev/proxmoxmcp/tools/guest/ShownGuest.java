package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.guest.GuestStatus;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A guest as a person was shown it before he decided.
 *
 * @param title {@code VM 101 "web1"}
 * @param toType its name, or its vmid if it has none
 * @param state running, paused, …
 * @param lock empty for none
 * @param guarded whether its name must be typed
 */
record ShownGuest(
    int vmid,
    String title,
    String toType,
    String node,
    String state,
    String lock,
    boolean guarded) {
  /** The tag of guests whose name must be typed. */
  static final String GUARDED = "mcp-protect";

  /** Those of {@code vmids} that there are, read now, in their order. */
  static List<ShownGuest> now(BoundCluster cluster, List<Integer> vmids) {
    List<GuestResource> listed = cluster.guests().list();
    return vmids.stream()
        .flatMap(
            vmid -> listed.stream().filter(guest -> guest.ref().vmid().value() == vmid).limit(1))
        .map(guest -> of(guest, cluster.guests().status(guest.ref())))
        .toList();
  }

  private static ShownGuest of(GuestResource guest, GuestStatus status) {
    return new ShownGuest(
        guest.ref().vmid().value(),
        GuestWords.title(guest),
        Objects.requireNonNullElse(guest.name(), guest.ref().vmid().toString()),
        guest.node().value(),
        GuestWords.state(status.state()),
        Objects.requireNonNullElse(status.marks().lock(), ""),
        guest.marks().tags().contains(GUARDED));
  }

  /** {@code VM 101 "web1" (running) on node pve1}. */
  String described() {
    String locked = lock.isEmpty() ? "" : ", locked: " + Foreign.name(lock);
    return "%s (%s%s) on node %s".formatted(title, state, locked, node);
  }

  static String write(List<ShownGuest> guests) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    guests.forEach(guest ->
        all.addObject()
            .put("vmid", guest.vmid)
            .put("title", guest.title)
            .put("toType", guest.toType)
            .put("node", guest.node)
            .put("state", guest.state)
            .put("lock", guest.lock)
            .put("guarded", guest.guarded));
    return all.toString();
  }

  static List<ShownGuest> read(String written) {
    List<ShownGuest> guests = new ArrayList<>();
    for (JsonNode one : JsonMapper.shared().readTree(written)) {
      guests.add(
          new ShownGuest(
              one.path("vmid").intValue(),
              one.path("title").stringValue(""),
              one.path("toType").stringValue(""),
              one.path("node").stringValue(""),
              one.path("state").stringValue(""),
              one.path("lock").stringValue(""),
              one.path("guarded").booleanValue(false)));
    }
    return guests;
  }
}
