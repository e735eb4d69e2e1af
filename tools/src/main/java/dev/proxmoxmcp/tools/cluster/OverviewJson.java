package dev.proxmoxmcp.tools.cluster;

import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.ClusterStatus;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.NodeResource;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.tools.guest.GuestWords;
import dev.proxmoxmcp.tools.storage.Place;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An {@link Overview} for programs; figures in bytes and seconds. */
final class OverviewJson {
  private OverviewJson() {}

  static ObjectNode of(Overview overview) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", Foreign.value(overview.version()));
    overview.status().ifPresent(status -> add(json.putObject("status"), status));
    ArrayNode nodes = json.putArray("nodes");
    overview.inventory().nodes().forEach(node -> add(nodes.addObject(), node));
    ArrayNode storages = json.putArray("storages");
    overview.inventory().storages().forEach(place -> add(storages.addObject(), place));
    ObjectNode guests = json.putObject("guests");
    List<GuestResource> all = overview.inventory().guests();
    guests.put("total", all.size());
    for (RunState state : RunState.values()) {
      guests.put(
          GuestWords.state(state),
          all.stream().filter(guest -> !guest.template() && guest.state() == state).count());
    }
    guests.put("templates", all.stream().filter(GuestResource::template).count());
    ArrayNode attention = json.putArray("attention");
    overview.attention().forEach(attention::add);
    ArrayNode hidden = json.putArray("notVisible");
    overview.limits().quorum().ifPresent(hidden::add);
    overview.limits().guests().ifPresent(hidden::add);
    overview.limits().tasks().ifPresent(hidden::add);
    if (!overview.limits().missing().isEmpty()) {
      ArrayNode missing = json.putArray("missing");
      overview.limits().missing().forEach(missing::add);
    }
    return json;
  }

  private static void add(ObjectNode json, ClusterStatus status) {
    if (status.name() != null) {
      json.put("name", Foreign.value(status.name()));
    }
    json.put("quorate", status.quorate())
        .put("nodesOnline", status.nodesOnline())
        .put("nodes", status.members().size());
  }

  private static void add(ObjectNode json, NodeResource node) {
    json.put("node", node.node().toString())
        .put("state", node.state().name().toLowerCase(Locale.ROOT))
        .put("uptimeSeconds", node.load().uptime().toSeconds());
    Load.Cpu cpu = node.load().cpu();
    if (cpu != null) {
      json.put("cpuPercent", Math.round(cpu.share().value() * 10) / 10.0)
          .put("cores", Math.round(cpu.cores()));
    }
    add(json, "memory", node.load().memory());
  }

  private static void add(ObjectNode json, Place place) {
    json.put("storage", place.sample().storage().toString())
        .put("type", Foreign.value(place.sample().type()))
        .put("shared", place.sample().shared())
        .put("available", place.sample().available());
    ArrayNode nodes = json.putArray("nodes");
    place.nodes().forEach(nodes::add);
    add(json, "space", place.sample().usage());
  }

  private static void add(ObjectNode json, String name, @Nullable Usage usage) {
    if (usage != null) {
      json.put(name + "Bytes", usage.used().bytes())
          .put(name + "TotalBytes", usage.total().bytes());
    }
  }
}
