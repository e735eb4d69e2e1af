package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.tools.change.Change;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A change of guests. */
public interface GuestChange extends Change<GuestResource> {
  @Override
  default String title(GuestResource guest) {
    return GuestWords.title(guest) + " on " + guest.node();
  }

  @Override
  default List<GuestResource> guests(GuestResource guest) {
    return List.of(guest);
  }

  @Override
  default String lookAgain() {
    return "guest_get";
  }

  @Override
  default void addTo(ObjectNode json, GuestResource guest) {
    json.put("vmid", guest.ref().vmid().value()).put("node", guest.node().toString());
  }
}
