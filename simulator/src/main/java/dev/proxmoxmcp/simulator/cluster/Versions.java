package dev.proxmoxmcp.simulator.cluster;

import java.util.Map;

/** What the versions that are simulated call themselves. */
public final class Versions {
  private Versions() {}

  /**
   * The answer of {@code GET /version}, also that of a node.
   *
   * @param release such as {@code 9.2}
   */
  public static Map<String, Object> of(String release) {
    return Map.of("version", release + ".4", "release", release, "repoid", "srcbuild");
  }
}
