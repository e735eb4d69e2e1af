package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.json.JsonText;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Calls that take a change back. */
public final class UndoCall {
  private UndoCall() {}

  /**
   * A tool for the same guests.
   *
   * @param name of an argument beside them
   * @param value of it
   * @param text what it does and what it does not bring back
   */
  public static Undo guests(
      String tool, List<GuestResource> guests, String name, String value, String text) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    ArrayNode vmids = arguments.putArray("guests");
    guests.forEach(guest -> vmids.add(guest.ref().vmid().toString()));
    arguments.put(name, value);
    return new Undo.By(tool, JsonText.write(arguments), text);
  }
}
