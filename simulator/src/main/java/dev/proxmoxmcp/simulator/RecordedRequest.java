package dev.proxmoxmcp.simulator;

import java.time.Instant;
import java.util.Map;

/**
 * A request that arrived.
 *
 * @param method such as {@code GET}
 * @param path as sent: still percent-encoded, with {@code /api2/json}, without the query
 * @param apiPath decoded and below {@code /api2/json}, such as {@code /nodes/pve1/qemu}; equal to
 *     the decoded path outside of the API
 * @param parameters of query and body, decoded; the values of a repeated one are joined by ", "
 * @param tokenId that the request claims, whether its secret was right or not; empty without one
 * @param node at whose address it arrived; the first one where not every node has one
 * @param arrivedAt by the cluster's clock
 */
public record RecordedRequest(
    String method,
    String path,
    String apiPath,
    Map<String, String> parameters,
    String tokenId,
    String node,
    Instant arrivedAt) {
  public RecordedRequest {
    parameters = Map.copyOf(parameters);
  }
}
