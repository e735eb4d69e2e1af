package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.BoundCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What of a guest's configuration is set, and holds from its next start only.
 *
 * @param reading the cluster as it is now
 * @param looks what can be read
 */
record Pending(BoundCluster reading, Looks looks) {
  private static final Pattern CONFIGURATION =
      Pattern.compile("(/nodes/[^/]+/(?:qemu|lxc)/[0-9]+)/config");

  /** A sentence; empty if there is nothing to say. */
  List<String> of(String path, State after) {
    var configuration = CONFIGURATION.matcher(path);
    if (!(after instanceof State.Seen) || !configuration.matches()) {
      return List.of();
    }
    if (!(State.of(reading, looks, configuration.group(1) + "/pending")
        instanceof State.Seen(JsonNode entries))) {
      return List.of();
    }
    List<String> waiting = new ArrayList<>();
    entries.forEach(entry -> {
      if (entry.has("pending") || entry.has("delete")) {
        waiting.add(ValueText.cell("", entry.path("key")));
      }
    });
    return waiting.isEmpty()
        ? List.of()
        : List.of(
            "Holds from the guest's next start on (a shutdown and a start, no reboot from within): "
                + String.join(", ", waiting)
                + ".");
  }
}
