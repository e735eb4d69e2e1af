package dev.proxmoxmcp.tools.backup;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.ResourceType;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.client.storage.ContentType;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.storage.Place;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The storages that take backups, as the cluster's list has them: that asks no storage, so one that
 * hangs does not matter.
 *
 * @param all every storage at every node that the token sees
 */
record BackupTargets(List<StorageResource> all) {
  private static final String BACKUP = "backup";
  private static final double NEARLY_FULL_PERCENT = 98;

  static BackupTargets of(CallContext context) {
    return new BackupTargets(
        context.cluster().cluster().resources(ResourceType.STORAGE).stream()
            .filter(StorageResource.class::isInstance)
            .map(StorageResource.class::cast)
            .toList());
  }

  /**
   * The storage for backups of guests on {@code nodes}: the one that is named, or the only one that
   * takes backups on all of them. One that is nearly full is taken only if it is named.
   *
   * @throws ArgumentProblem naming the candidates with what is free on them, and those that are not
   *     available, if it does not take them or there is not exactly one
   */
  StorageId choose(@Nullable String named, Set<NodeName> nodes) {
    List<StorageId> candidates =
        all.stream()
            .filter(storage -> storage.content().contains(BACKUP))
            .map(StorageResource::storage)
            .distinct()
            .filter(storage -> nodes.stream().allMatch(node -> takesBackups(storage, node)))
            .sorted()
            .toList();
    if (named == null) {
      return onlyOne(candidates, nodes);
    }
    return candidates.stream()
        .filter(candidate -> candidate.value().equals(named))
        .findFirst()
        .orElseThrow(() -> refused(named, nodes, candidates));
  }

  private StorageId onlyOne(List<StorageId> candidates, Set<NodeName> nodes) {
    if (candidates.size() == 1 && !nearlyFull(candidates.getFirst(), nodes)) {
      return candidates.getFirst();
    }
    String why =
        switch (candidates.size()) {
          case 0 -> "No storage that this token sees takes backups on " + names(nodes) + " now.";
          case 1 ->
              "Only one storage takes backups on %s: %s. Name it with storage to try all the same."
                  .formatted(names(nodes), told(candidates, nodes));
          default ->
              "Several storages take backups: %s. Name one with storage."
                  .formatted(told(candidates, nodes));
        };
    throw new ArgumentProblem(why + away(nodes) + " Nothing was sent.");
  }

  /** Those that would take backups, but not now. */
  private String away(Set<NodeName> nodes) {
    String away =
        all.stream()
            .filter(one -> one.content().contains(BACKUP) && nodes.contains(one.node()))
            .filter(one -> !one.available())
            .map(one -> one.storage() + " on " + one.node())
            .sorted()
            .collect(Collectors.joining(", "));
    return away.isEmpty() ? "" : " Not available: " + away + ".";
  }

  private boolean nearlyFull(StorageId storage, Set<NodeName> nodes) {
    return fullest(storage, nodes)
        .filter(usage -> usage.share().value() >= NEARLY_FULL_PERCENT)
        .isPresent();
  }

  private Optional<Usage> fullest(StorageId storage, Set<NodeName> nodes) {
    return all.stream()
        .filter(one -> one.storage().equals(storage) && nodes.contains(one.node()))
        .map(StorageResource::usage)
        .filter(Objects::nonNull)
        .min(Comparator.comparingLong(BackupTargets::left));
  }

  private static long left(Usage usage) {
    return Math.max(0, usage.total().bytes() - usage.used().bytes());
  }

  private boolean takesBackups(StorageId storage, NodeName node) {
    return all.stream()
        .anyMatch(one ->
            one.storage().equals(storage)
                && one.node().equals(node)
                && one.available()
                && one.content().contains(BACKUP));
  }

  private ArgumentProblem refused(String named, Set<NodeName> nodes, List<StorageId> candidates) {
    List<StorageResource> places =
        all.stream().filter(one -> one.storage().value().equals(named)).toList();
    String why;
    if (places.isEmpty()) {
      String near =
          Nearest.likely(named, candidates.stream().map(StorageId::value).toList())
              .map(likely -> "; did you mean " + likely + "?")
              .orElse(".");
      why = "There is no storage " + Foreign.name(named) + " that this token sees" + near;
    } else if (!places.getFirst().content().contains(BACKUP)) {
      why = Place.of(places).getFirst().takesNo(ContentType.BACKUP);
    } else {
      Set<NodeName> without =
          nodes.stream()
              .filter(node ->
                  places.stream().noneMatch(one -> one.node().equals(node) && one.available()))
              .collect(Collectors.toSet());
      why = "Storage %s is not available on %s.".formatted(Foreign.name(named), names(without));
    }
    return new ArgumentProblem(
        why
            + (candidates.isEmpty() ? "" : " Backups can go to: " + told(candidates, nodes) + ".")
            + " Nothing was sent.");
  }

  private static String names(Set<NodeName> nodes) {
    return nodes.stream().sorted().map(NodeName::toString).collect(Collectors.joining(", "));
  }

  /** With what is free on each, and whether it is shared. */
  private String told(List<StorageId> storages, Set<NodeName> nodes) {
    return storages.stream()
        .map(storage ->
            fullest(storage, nodes)
                .map(usage ->
                    "%s (%sat most %s free%s)"
                        .formatted(
                            storage,
                            nearlyFull(storage, nodes) ? "nearly full: " : "",
                            Amounts.bytes(left(usage)),
                            shared(storage) ? "" : ", per node"))
                .orElse(storage.toString()))
        .collect(Collectors.joining(", "));
  }

  private boolean shared(StorageId storage) {
    return all.stream().anyMatch(one -> one.storage().equals(storage) && one.shared());
  }
}
