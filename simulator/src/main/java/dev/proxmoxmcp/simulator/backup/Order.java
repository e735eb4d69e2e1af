package dev.proxmoxmcp.simulator.backup;

import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.storage.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a call of vzdump orders.
 *
 * @param vmids in the order of the call, or of their numbers
 * @param selection the words that chose them
 * @param notes with placeholders such as {@code {{guestname}}}; empty for none
 */
record Order(
    String node,
    List<String> vmids,
    List<String> selection,
    Storage storage,
    String mode,
    String compress,
    String notes,
    boolean guarded) {

  /** As {@code /etc/vzdump.conf} of the simulated nodes has it. */
  static final String COMPRESS = "zstd";

  Order {
    vmids = List.copyOf(vmids);
    selection = List.copyOf(selection);
  }

  static Order of(Call call, List<String> vmids, Storage storage) {
    return new Order(
        call.node(),
        vmids,
        selection(call),
        storage,
        call.text("mode").orElse("snapshot"),
        call.text("compress").orElse(COMPRESS),
        call.text("notes-template").orElse(""),
        call.flag("protected"));
  }

  /** What the name of an archive ends with. */
  String ending() {
    return switch (compress) {
      case "0" -> "";
      case "1", "lzo" -> ".lzo";
      case "gzip" -> ".gz";
      default -> ".zst";
    };
  }

  private static List<String> selection(Call call) {
    List<String> words = new ArrayList<>(call.list("vmid"));
    for (String option : List.of("all", "exclude", "pool")) {
      call.text(option).ifPresent(value -> words.addAll(List.of("--" + option, value)));
    }
    return words;
  }

  /** The command of the log's first line. */
  String command() {
    List<String> words = new ArrayList<>(List.of("vzdump"));
    words.addAll(selection);
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
