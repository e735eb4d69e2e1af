package dev.proxmoxmcp.tools.storage;

import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A storage that can fill up by itself: a shared one with all nodes that have it, another one at
 * one node.
 *
 * @param sample its figures, from a node that can use it if there is one
 * @param nodes that have it
 * @param missingOn those of them that cannot use it now
 */
public record Place(StorageResource sample, List<String> nodes, List<String> missingOn) {
  /** Copies the lists. */
  public Place {
    nodes = List.copyOf(nodes);
    missingOn = List.copyOf(missingOn);
  }

  /** Each shared storage once, by name. */
  public static List<Place> of(List<StorageResource> storages) {
    Map<String, List<StorageResource>> places = new LinkedHashMap<>();
    storages.forEach(
        storage -> places.computeIfAbsent(key(storage), _ -> new ArrayList<>()).add(storage));
    return places.values().stream()
        .map(Place::merged)
        .sorted(Comparator.comparing(place -> key(place.sample())))
        .toList();
  }

  private static String key(StorageResource storage) {
    return storage.shared()
        ? storage.storage().toString()
        : storage.storage() + " " + storage.node();
  }

  private static Place merged(List<StorageResource> entries) {
    StorageResource sample =
        entries.stream().filter(StorageResource::available).findFirst().orElse(entries.getFirst());
    return new Place(
        sample,
        entries.stream().map(entry -> entry.node().toString()).sorted().toList(),
        entries.stream()
            .filter(entry -> !entry.available())
            .map(entry -> entry.node().toString())
            .sorted()
            .toList());
  }

  /** Its storage's name. */
  public String name() {
    return sample.storage().toString();
  }

  /** Whether no node can use it now. */
  public boolean gone() {
    return !sample.available();
  }

  /** Whether it can be used, and little is left of it. */
  public boolean nearlyFull() {
    return sample.available() && Amounts.nearlyFull(sample.usage());
  }

  /** "nas", or "local on pve1" where every node has its own. */
  public String title() {
    return sample.shared() ? name() : name() + " on " + sample.node();
  }

  /** "shared by 3", or the one node. */
  public String where() {
    return sample.shared() ? "shared by " + nodes.size() : nodes.getFirst();
  }

  /** That it does not take {@code content}, and what it does take: one sentence. */
  public String takesNo(ContentType content) {
    return "Storage %s takes no %s, only %s."
        .formatted(
            Foreign.name(name()),
            content == ContentType.BACKUP ? "backups" : content.parameter(),
            sample.content().stream()
                .map(Foreign::value)
                .sorted()
                .collect(Collectors.joining(", ")));
  }

  /** The node to ask about it: one that can use it, if there is one. */
  NodeName node() {
    return sample.node();
  }

  /** Whether that node has it. */
  boolean at(String node) {
    return nodes.contains(node);
  }
}
