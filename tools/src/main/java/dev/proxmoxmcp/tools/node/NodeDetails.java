package dev.proxmoxmcp.tools.node;

import dev.proxmoxmcp.client.Percent;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.node.NodeStatus;
import dev.proxmoxmcp.tools.part.Part;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One node, as an answer. */
record NodeDetails(NodeStatus status, Map<NodePart, Part<NodePart.Found>> parts) {
  /**
   * In words.
   *
   * @param everything whether parts are told whole
   */
  String text(boolean everything) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Node %s: up for %s, %skernel %s."
            .formatted(status.node(), Amounts.duration(status.uptime()), version(), kernel()));
    NodeStatus.Processors processors = status.processors();
    lines.add(
        "cpu %s of %s (%s), load %s"
            .formatted(
                cpu(),
                Amounts.count(processors.threads(), "thread"),
                Foreign.name(processors.model()),
                load()));
    lines.add(
        "memory %s, swap %s, root disk %s"
            .formatted(
                share(status.storage().memory()),
                swap(status.storage().swap()),
                share(status.storage().rootFileSystem())));
    parts.forEach((part, found) -> lines.add(part.label() + ": " + told(found, everything)));
    return String.join("\n", lines);
  }

  /** A Backup Server tells it elsewhere. */
  private String version() {
    String version = status.software().version();
    return version.isEmpty() ? "" : Foreign.word(version) + ", ";
  }

  private static String told(Part<NodePart.Found> part, boolean everything) {
    return switch (part) {
      case Part.Got<NodePart.Found>(NodePart.Found found) ->
          everything
              ? found.all().stream().map(line -> "\n  " + line).collect(Collectors.joining())
              : String.join(", ", found.brief());
      case Part.Missing<NodePart.Found>(String why, _) -> "could not be read: " + why;
    };
  }

  private String cpu() {
    Percent cpu = status.cpu();
    return cpu == null ? Foreign.NONE : Amounts.percent(cpu.value() / 100);
  }

  /** The release alone: what follows it tells how it was built. */
  private String kernel() {
    String[] words = status.software().kernel().split(" ", -1);
    return Foreign.word(words.length > 1 ? words[1] : words[0]);
  }

  private String load() {
    return status.loadAverage().isEmpty()
        ? Foreign.NONE
        : status.loadAverage().stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String share(@Nullable Usage usage) {
    return usage == null
        ? Foreign.NONE
        : Amounts.share(usage.used().bytes(), usage.total().bytes());
  }

  private static String swap(@Nullable Usage usage) {
    return usage != null && usage.total().bytes() == 0 ? "none" : share(usage);
  }

  /** For programs. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("node", status.node().toString())
        .put("uptimeSeconds", status.uptime().toSeconds())
        .put("version", Foreign.value(status.software().version()))
        .put("kernel", Foreign.value(status.software().kernel()))
        .put("cpuModel", Foreign.value(status.processors().model()))
        .put("cpuThreads", status.processors().threads());
    Percent cpu = status.cpu();
    if (cpu != null) {
      json.put("cpuPercent", Math.round(cpu.value() * 10) / 10.0);
    }
    ArrayNode load = json.putArray("loadAverage");
    status.loadAverage().forEach(load::add);
    add(json, "memory", status.storage().memory());
    add(json, "swap", status.storage().swap());
    add(json, "rootDisk", status.storage().rootFileSystem());
    parts.forEach((part, found) -> {
      switch (found) {
        case Part.Got<NodePart.Found>(NodePart.Found told) -> {
          ArrayNode lines = json.putArray(part.label());
          told.all().forEach(lines::add);
        }
        case Part.Missing<NodePart.Found>(String why, _) -> json.put(part.label() + "Problem", why);
      }
    });
    return json;
  }

  private static void add(ObjectNode json, String name, @Nullable Usage usage) {
    if (usage != null) {
      json.put(name + "Bytes", usage.used().bytes())
          .put(name + "TotalBytes", usage.total().bytes());
    }
  }
}
