package dev.proxmoxmcp.simulator.shape;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Handler;
import dev.proxmoxmcp.simulator.api.Verb;
import dev.proxmoxmcp.simulator.catalog.Catalog;
import dev.proxmoxmcp.simulator.catalog.CatalogFacts;
import dev.proxmoxmcp.simulator.guest.GuestKind;
import dev.proxmoxmcp.simulator.guest.Guests;
import dev.proxmoxmcp.simulator.storage.Storage;
import dev.proxmoxmcp.simulator.storage.Storages;
import dev.proxmoxmcp.simulator.task.Task;
import dev.proxmoxmcp.simulator.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Answers calls as their endpoints publish, about guests, nodes and storages that exist: what is
 * wanted is there, lists of things that the cluster has name all that the caller may see, other
 * lists are empty. Nothing is kept of a write; one that starts a task on a node starts one that
 * ends at once.
 */
public final class ShapedAnswers {
  private final Catalog catalog;
  private final List<String> nodes;
  private final Guests guests;
  private final Storages storages;
  private final Tasks tasks;

  /** Answers about these. */
  public ShapedAnswers(
      Catalog catalog, List<String> nodes, Guests guests, Storages storages, Tasks tasks) {
    this.catalog = catalog;
    this.nodes = List.copyOf(nodes);
    this.guests = guests;
    this.storages = storages;
    this.tasks = tasks;
  }

  /** The handler of an endpoint. */
  public Handler of(Catalog.Published endpoint) {
    return call -> {
      requireGuest(endpoint, call);
      call.text("storage")
          .filter(_ -> endpoint.path().contains("{storage}"))
          .ifPresent(storages::require);
      JsonNode returns = endpoint.facts().path("returns");
      boolean task =
          endpoint.verb() != Verb.GET
              && returns.path("type").asString("").equals("string")
              && endpoint.path().startsWith("/nodes/{node}");
      if (task) {
        return Answer.of(task(endpoint, call));
      }
      return Answer.of(
          returns.path("type").asString("").equals("array")
              ? list(endpoint, returns.path("items"), call)
              : new Sample(call).of(returns, ""));
    };
  }

  private void requireGuest(Catalog.Published endpoint, Call call) {
    for (GuestKind kind : GuestKind.values()) {
      if (endpoint.path().startsWith("/nodes/{node}/" + kind.type() + "/{vmid}")) {
        guests.require(kind, call.node(), call.vmid());
      }
    }
  }

  private String task(Catalog.Published endpoint, Call call) {
    String id = call.text("vmid").orElse("");
    return tasks
        .start(
            new Tasks.Subject(
                call.node(),
                endpoint.facts().path("name").asString("task").replaceAll("[^a-z0-9]", ""),
                id,
                call.caller().tokenId()),
            Task::succeed)
        .upid()
        .toString();
  }

  private List<?> list(Catalog.Published endpoint, JsonNode items, Call call) {
    Sample sample = new Sample(call);
    JsonNode keys = items.path("properties");
    List<String> children = children(endpoint.path());
    if (!children.isEmpty() && endpoint.verb() == Verb.GET && keys.size() <= 1) {
      String key = keys.propertyNames().stream().findFirst().orElse("subdir");
      return children.stream().map(child -> Map.of(key, child)).toList();
    }
    if (endpoint.verb() != Verb.GET || !keys.isObject()) {
      return List.of();
    }
    if (keys.has("vmid") && wanted(keys.path("vmid"))) {
      return guests.all().stream()
          .filter(guest -> call.text("node").filter(n -> !n.equals(guest.node())).isEmpty())
          .filter(guest -> call.caller().may("/vms/" + guest.vmid(), "VM.Audit"))
          .map(guest ->
              sample
                  .with(Map.of("vmid", guest.vmid(), "node", guest.node(), "name", guest.name()))
                  .of(items, ""))
          .toList();
    }
    if (keys.has("storage") && wanted(keys.path("storage"))) {
      return storages.all().stream()
          .filter(storage -> storage.visibleTo(call.caller()))
          .map(Storage::name)
          .map(name -> sample.with(Map.of("storage", name)).of(items, ""))
          .toList();
    }
    if (keys.has("node") && wanted(keys.path("node"))) {
      return nodes.stream().map(node -> sample.with(Map.of("node", node)).of(items, "")).toList();
    }
    return List.of();
  }

  private static boolean wanted(JsonNode schema) {
    return !CatalogFacts.says(schema, "optional");
  }

  /** The words that stand right below a path. */
  private List<String> children(String path) {
    String folder = path.equals("/") ? path : path + "/";
    TreeSet<String> names = new TreeSet<>();
    catalog.endpoints().stream()
        .map(Catalog.Published::path)
        .filter(other -> other.startsWith(folder) && other.length() > folder.length())
        .flatMap(other -> Stream.of(other.substring(folder.length()).split("/", 2)[0]))
        .filter(name -> !name.startsWith("{"))
        .forEach(names::add);
    return List.copyOf(names);
  }
}
