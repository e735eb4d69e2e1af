package dev.proxmoxmcp.simulator.backup;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.storage.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a call of vzdump orders.
 *
 * @param vmids in the order of the call
 * @param notes with placeholders such as {@code {{guestname}}}; empty for none
 */
record Order(
    String node, List<String> vmids, Storage storage, String mode, String notes, boolean guarded) {

  Order {
    vmids = List.copyOf(vmids);
  }

  static Order of(Call call, Storage storage) {
    return new Order(
        call.node(),
        call.list("vmid"),
        storage,
        call.text("mode").orElse("snapshot"),
        call.text("notes-template").orElse(""),
        call.flag("protected"));
  }

  /** The command of the log's first line. */
  String command() {
    List<String> words = new ArrayList<>(List.of("vzdump"));
    words.addAll(vmids);
    words.addAll(List.of("--mode", mode, "--node", node, "--storage", storage.name()));
    if (!notes.isEmpty()) {
      words.addAll(List.of("--notes-template", "'" + notes + "'"));
    }
    if (guarded) {
      words.addAll(List.of("--protected", "1"));
    }
    return String.join(" ", words);
  }
}
