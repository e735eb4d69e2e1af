package dev.proxmoxmcp.client.node;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Percent;
import dev.proxmoxmcp.client.Usage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node as it is now.
 *
 * @param cpu share of all its processors
 * @param loadAverage of 1, 5 and 15 minutes; empty if not told
 */
public record NodeStatus(
    NodeName node,
    Duration uptime,
    Software software,
    Processors processors,
    @Nullable Percent cpu,
    List<Double> loadAverage,
    Storage storage) {

  /** Copies the load. */
  public NodeStatus {
    loadAverage = List.copyOf(loadAverage);
  }

  /**
   * What runs on it; "" where not told.
   *
   * @param version {@code pve-manager/9.2.4/…}
   * @param kernel {@code Linux 6.17.2-1-pve …}
   */
  public record Software(String version, String kernel) {}

  /**
   * What it computes with.
   *
   * @param model as its maker names it; "" if not told
   * @param threads how many run at once, over all cores of all sockets; 0 if not told
   */
  public record Processors(String model, int sockets, int threads) {}

  /** Memory, swap and the root file system; null where not told. */
  public record Storage(
      @Nullable Usage memory, @Nullable Usage swap, @Nullable Usage rootFileSystem) {}
}
