package dev.proxmoxmcp.guard.plan;

import java.util.Map;

/**
 * The call of a tool that a plan is of, so that it can be made again when the plan is run.
 *
 * @param tool the tool
 * @param cluster the cluster's name in the settings
 * @param arguments what was sent, a JSON object
 * @param kept what the first run of the call made and later ones must take: the name of a snapshot
 * @param secret whether the arguments hold a secret; then they are not written anywhere, and only
 *     the process that made the plan can run it
 */
public record Call(
    String tool, String cluster, String arguments, Map<String, String> kept, boolean secret) {
  /** Copies the map. */
  public Call {
    kept = Map.copyOf(kept);
  }
}
