package dev.proxmoxmcp.tools.backup;

import dev.proxmoxmcp.base.Nearest;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.StorageId;
import dev.proxmoxmcp.client.cluster.ResourceType;
import dev.proxmoxmcp.client.cluster.StorageResource;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.argument.ArgumentProblem;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
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

  static BackupTargets of(CallContext context) {
    return new BackupTargets(
        context.cluster().cluster().resources(ResourceType.STORAGE).stream()
            .filter(StorageResource.class::isInstance)
            .map(StorageResource.class::cast)
            .toList());
  }

  /**
   * The storage for backups of guests on {@code nodes}: the one that is named, or the only one that
   * takes backups on all of them.
   *
   * @throws ArgumentProblem naming the candidates, if it does not take them or there is not exactly
   *     one
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
      if (candidates.size() == 1) {
        return candidates.getFirst();
      }
      throw new ArgumentProblem(
          candidates.isEmpty()
              ? "No storage that this token sees takes backups on "
                  + names(nodes)
                  + ". Nothing was sent."
              : "Several storages take backups: "
                  + told(candidates)
                  + ". Name one with storage. Nothing was sent.");
    }
    return candidates.stream()
        .filter(candidate -> candidate.value().equals(named))
        .findFirst()
        .orElseThrow(() -> refused(named, nodes, candidates));
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
      why =
          "Storage %s takes no backups, only %s."
              .formatted(
                  Foreign.name(named),
                  places.getFirst().content().stream()
                      .map(Foreign::value)
                      .collect(Collectors.joining(", ")));
    } else {
      why = "Storage %s is not available on %s.".formatted(Foreign.name(named), names(nodes));
    }
    return new ArgumentProblem(
        why
            + (candidates.isEmpty() ? "" : " Backups can go to: " + told(candidates) + ".")
            + " Nothing was sent.");
  }

  private static String names(Set<NodeName> nodes) {
    return nodes.stream().sorted().map(NodeName::toString).collect(Collectors.joining(", "));
  }

  /** With what is free on each. */
  private String told(List<StorageId> storages) {
    return storages.stream().map(this::told).collect(Collectors.joining(", "));
  }

  private String told(StorageId storage) {
    return all.stream()
        .filter(one -> one.storage().equals(storage))
        .filter(one -> one.usage() != null)
        .findFirst()
        .map(one -> storage + free(one))
        .orElse(storage.toString());
  }

  private static String free(StorageResource storage) {
    if (storage.usage() == null) {
      return "";
    }
    long free = storage.usage().total().bytes() - storage.usage().used().bytes();
    return " ("
        + Amounts.bytes(Math.max(0, free))
        + " free"
        + (storage.shared() ? "" : ", per node")
        + ")";
  }
}
