package dev.proxmoxmcp.simulator.cluster;

import java.util.List;
import java.util.Map;

/**
 * A pool of guests and storages; its guests know it themselves.
 *
 * @param comment empty for none
 */
public record Pool(String name, String comment, List<String> storages) {
  public Pool {
    storages = List.copyOf(storages);
  }

  /** Its ACL path. */
  String aclPath() {
    return "/pool/" + name;
  }

  /** Its entry in {@code GET /cluster/resources}, as recorded. */
  Map<String, Object> resource() {
    return Map.of("id", "/pool/" + name, "type", "pool", "pool", name);
  }
}
