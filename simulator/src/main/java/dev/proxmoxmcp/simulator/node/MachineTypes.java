package dev.proxmoxmcp.simulator.node;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The machine types of QEMU, {@code /nodes/{node}/capabilities/qemu/machines}. */
public final class MachineTypes {
  private static final List<String> VERSIONS =
      List.of(
          "10.1", "10.0", "9.2", "9.1", "9.0", "8.2", "8.1", "8.0", "7.2", "7.1", "7.0", "6.2",
          "6.1", "6.0", "5.2", "5.1", "5.0", "4.2", "4.1", "4.0");

  private MachineTypes() {}

  /** The table. */
  public static List<Route> routes() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (String version : VERSIONS) {
      for (String type : List.of("i440fx", "q35")) {
        rows.add(Map.of("id", "pc-" + type + "-" + version, "type", type, "version", version));
      }
    }
    return List.of(
        Route.get("/nodes/{node}/capabilities/qemu/machines")
            .takesAll()
            .answers(_ -> Answer.of(rows)));
  }
}
