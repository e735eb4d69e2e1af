package dev.proxmoxmcp.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a node or a guest uses now. A figure is null where the token may not see it, or the host
 * does not know it.
 *
 * @param uptime zero when it does not run
 * @param disk of a VM only the size is known: its use reads 0
 */
public record Load(
    Duration uptime, @Nullable Cpu cpu, @Nullable Usage memory, @Nullable Usage disk) {

  /**
   * Processor time.
   *
   * @param share of all {@code cores} together
   * @param cores what it may use at most; a limit of a container can be a fraction
   */
  public record Cpu(Percent share, double cores) {}
}
