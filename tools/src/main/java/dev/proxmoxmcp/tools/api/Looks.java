package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.CallCheck;
import dev.proxmoxmcp.client.catalog.CheckedCall;
import dev.proxmoxmcp.client.catalog.PathMatch;
import dev.proxmoxmcp.client.catalog.TierTable;
import dev.proxmoxmcp.json.JsonText;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads that nobody asked for: of what exists, for examples, and of what a call changes. Nothing
 * but what only looks is ever sent.
 *
 * @param catalog the host's API
 */
record Looks(ApiCatalog catalog) {
  /** The endpoint that reads {@code path}; empty if there is none, or it does more than look. */
  Optional<PathMatch.Found> find(String path) {
    return catalog.match(ApiMethod.GET, path) instanceof PathMatch.Found found
            && !found.endpoint().is(ApiEndpoint.Trait.DOWNLOAD)
            && TierTable.builtIn()
                    .of(catalog.product(), ApiMethod.GET, found.endpoint().template())
                    .tier()
                == Tier.READ
        ? Optional.of(found)
        : Optional.empty();
  }

  /** The call that reads {@code path}; empty if there is none, or it does not fit its endpoint. */
  Optional<CheckedCall> call(String path, Map<String, ?> parameters) {
    return find(path)
        .flatMap(found ->
            CallCheck.of(catalog.product(), found, parameters)
                    instanceof CallCheck.Ready(CheckedCall call)
                ? Optional.of(call)
                : Optional.empty());
  }

  /**
   * What is there now.
   *
   * @throws dev.proxmoxmcp.client.ProxmoxException if Proxmox does not say
   */
  static JsonNode read(BoundCluster cluster, CheckedCall call) {
    return JsonText.lenient()
        .read(cluster.calls().send(call, Tier.READ, "read " + call.path()).data());
  }
}
