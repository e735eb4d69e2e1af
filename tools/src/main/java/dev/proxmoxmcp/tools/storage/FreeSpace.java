package dev.proxmoxmcp.tools.storage;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.ByteSize;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.client.storage.StorageStatus;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.part.Gathering;
import dev.proxmoxmcp.tools.part.Part;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What can still be written to storages. Only a node that asks them knows that; all others know
 * what is not taken, of which a part can be reserved.
 *
 * @param told by the node that was asked; empty where none was
 * @param notes why it was not told
 */
record FreeSpace(Map<StorageId, ByteSize> told, List<String> notes) {
  static final FreeSpace NOT_ASKED = new FreeSpace(Map.of(), List.of());

  /** In less than that a node answers whose storages all answer. */
  private static final Duration BUDGET = Duration.ofMillis(1200);

  FreeSpace {
    told = Map.copyOf(told);
    notes = List.copyOf(notes);
  }

  /**
   * As a node sees it. It asks each of its storages that take the content, so it is left alone if
   * one of them is not available: it would hang, and so would what comes after.
   *
   * @param content that the storages take; null for any
   * @param all storages of the cluster
   */
  static FreeSpace at(
      String node, @Nullable ContentType content, List<StorageResource> all, CallContext context)
      throws InterruptedException {
    List<StorageResource> there =
        all.stream()
            .filter(storage -> storage.node().toString().equals(node))
            .filter(storage -> content == null || storage.content().contains(content.parameter()))
            .toList();
    String away =
        there.stream()
            .filter(storage -> !storage.available())
            .map(storage -> storage.storage().toString())
            .collect(Collectors.joining(", "));
    if (there.isEmpty()) {
      return NOT_ASKED;
    }
    if (!away.isEmpty()) {
      return unknown(
          "Node %s was not asked what is free: not available there is %s, for which it would wait."
              .formatted(node, away));
    }
    BoundCluster cluster = context.cluster();
    try (Gathering gathering = Gathering.within(BUDGET, context)) {
      return switch (gathering
          .ask(() -> cluster.storages().list(new NodeName(node), content))
          .part()) {
        case Part.Got<List<StorageStatus>>(List<StorageStatus> told) ->
            new FreeSpace(byId(told), List.of());
        case Part.Missing<List<StorageStatus>>(String why, _) ->
            unknown("Node %s did not say what is free: %s".formatted(node, why));
      };
    }
  }

  private static FreeSpace unknown(String why) {
    return new FreeSpace(Map.of(), List.of(why));
  }

  private static Map<StorageId, ByteSize> byId(List<StorageStatus> told) {
    Map<StorageId, ByteSize> free = new HashMap<>();
    for (StorageStatus storage : told) {
      if (storage.available() != null) {
        free.put(storage.storage(), storage.available());
      }
    }
    return free;
  }

  /** Behind "≤" what is not taken. */
  String text(Place place) {
    Usage usage = place.sample().usage();
    ByteSize free = told.get(place.sample().storage());
    if (place.gone() || usage == null) {
      return Foreign.NONE;
    }
    return free == null ? "≤" + Amounts.bytes(left(usage)) : Amounts.bytes(free.bytes());
  }

  void addTo(ObjectNode json, Place place) {
    Usage usage = place.sample().usage();
    ByteSize free = told.get(place.sample().storage());
    if (free != null) {
      json.put("freeBytes", free.bytes());
    } else if (usage != null) {
      json.put("freeAtMostBytes", left(usage));
    }
  }

  private static long left(Usage usage) {
    return Math.max(0, usage.total().bytes() - usage.used().bytes());
  }
}
