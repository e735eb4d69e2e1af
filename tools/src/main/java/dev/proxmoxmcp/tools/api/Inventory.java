package dev.proxmoxmcp.tools.api;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.NodeState;
import dev.proxmoxmcp.client.cluster.Resource;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.tools.CallContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What exists on a cluster, for examples. What cannot be read is as if there were nothing: an
 * example is never worth an error.
 *
 * @param context of the call
 * @param catalog of the host
 */
record Inventory(CallContext context, ApiCatalog catalog) {
  /** Online nodes, by name. */
  List<String> nodes() {
    return resources()
        .filter(NodeResource.class::isInstance)
        .map(NodeResource.class::cast)
        .filter(node -> node.state() == NodeState.ONLINE)
        .map(node -> node.node().value())
        .sorted()
        .toList();
  }

  /** A guest of that kind, rather a running one, on a node that answers. */
  Optional<GuestResource> guest(GuestKind kind) {
    List<String> nodes = nodes();
    return resources()
        .filter(GuestResource.class::isInstance)
        .map(GuestResource.class::cast)
        .filter(guest -> guest.ref().kind() == kind && nodes.contains(guest.node().value()))
        .min(
            Comparator.comparing((GuestResource guest) -> guest.state() != RunState.RUNNING)
                .thenComparing(guest -> guest.ref().vmid()));
  }

  /** A storage that can be used now and takes {@code content}, by name. */
  Optional<String> storage(String node, String content) {
    return storages(node, content).stream().findFirst();
  }

  /**
   * The storages that can be used now and take {@code content}, by name.
   *
   * @param node "" for any
   */
  List<String> storages(String node, String content) {
    return resources()
        .filter(StorageResource.class::isInstance)
        .map(StorageResource.class::cast)
        .filter(one -> one.available() && one.content().contains(content))
        .filter(one -> node.isEmpty() || one.node().value().equals(node))
        .map(one -> one.storage().toString())
        .distinct()
        .sorted()
        .toList();
  }

  private Stream<Resource> resources() {
    if (catalog.product() == Product.PBS) {
      return Stream.of();
    }
    try {
      return context.recent().cluster().resources().stream();
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException _) {
      return Stream.of();
    }
  }

  /** The fields {@code key} of the list at {@code path}; empty if it is none that may be read. */
  List<String> listed(String path, String key, Map<String, ?> parameters) {
    List<String> values = new ArrayList<>();
    read(path, parameters)
        .filter(JsonNode::isArray)
        .ifPresent(list ->
            list.forEach(entry -> {
              JsonNode value = entry.path(key);
              if (value.isString() || value.isNumber()) {
                values.add(value.asString());
              }
            }));
    values.sort(Comparator.naturalOrder());
    return values;
  }

  /** What is at {@code path}; empty if it cannot be read, or more than looks. */
  Optional<JsonNode> read(String path, Map<String, ?> parameters) {
    try {
      return new Looks(catalog)
          .call(path, parameters)
          .map(call -> Looks.read(context.recent(), call));
    } catch (Interrupted stop) {
      throw stop;
    } catch (ProxmoxException _) {
      return Optional.empty();
    }
  }
}
