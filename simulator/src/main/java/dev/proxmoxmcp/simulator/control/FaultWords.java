package dev.proxmoxmcp.simulator.control;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.Fault.Broken;
import java.util.Locale;
import java.util.Map;

/** Faults of requests in the words of the control port. */
final class FaultWords {
  private static final String[] WORDS = {
    "reset", "lost_answer", "silence", "half_answer", "html_page", "drip", "late", "status"
  };

  private FaultWords() {}

  /** The fault that {@code fault} names, with what belongs to it. */
  static Fault read(Fields fields) {
    return switch (fields.word("fault", WORDS)) {
      case "status" -> status(fields);
      case "drip" -> Fault.drip(fields.milliseconds("ms"));
      case "late" -> Fault.late(fields.milliseconds("ms"));
      case String broken -> Broken.valueOf(broken.toUpperCase(Locale.ROOT));
    };
  }

  private static Fault status(Fields fields) {
    int status =
        fields
            .count("status", 599)
            .filter(given -> given >= 400)
            .orElseThrow(() -> Problem.bad("'status' must be there, from 400 to 599"));
    return Fault.status(status, fields.text("reason").orElse(""));
  }

  static Map<String, Object> shown(Fault fault) {
    return switch (fault) {
      case Fault.Status(int status, String reason) ->
          Map.of("fault", "status", "status", status, "reason", reason);
      case Fault.Drip(var first) -> Map.of("fault", "drip", "ms", first.toMillis());
      case Fault.Late(var by) -> Map.of("fault", "late", "ms", by.toMillis());
      // planted from within this process alone
      case Fault.Rewritten _ -> Map.of("fault", "rewritten");
      case Broken broken -> Map.of("fault", broken.name().toLowerCase(Locale.ROOT));
    };
  }
}
