package dev.proxmoxmcp.guard.plan;

import dev.proxmoxmcp.base.Tier;

/**
 * One thing that will leave for a cluster, in the words of the wire. Two steps are equal if and
 * only if they would do the same.
 *
 * @param cluster the cluster's name in the settings
 * @param tier what the step can do
 * @param method the HTTP method, in capitals
 * @param path the concrete path, such as {@code /nodes/pve1/qemu/100/status/start}
 * @param parametersDigest a digest over all parameters, so that a grant for one set of values does
 *     not fit another; the values themselves may be secret and are not kept here
 */
public record Step(String cluster, Tier tier, String method, String path, String parametersDigest) {

  /** Whether both are the same, whatever their parameters are. */
  public boolean sameButForParameters(Step other) {
    return cluster.equals(other.cluster)
        && tier == other.tier
        && method.equals(other.method)
        && path.equals(other.path);
  }

  /** For people and logs: {@code POST /nodes/pve1/qemu/100/status/start on lab}. */
  @Override
  public String toString() {
    return method + " " + path + " on " + cluster;
  }
}
