package dev.proxmoxmcp.tools.datastore;

import dev.proxmoxmcp.client.datastore.BackupSnapshot;
import dev.proxmoxmcp.client.datastore.DatastoreEntry;
import dev.proxmoxmcp.tools.CallContext;
import dev.proxmoxmcp.tools.Format;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.list.Criteria;
import dev.proxmoxmcp.tools.list.Listing;
import dev.proxmoxmcp.tools.list.Rows;
import dev.proxmoxmcp.tools.text.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The backups of a Backup Server, as {@code backup_list} tells them.
 *
 * @param group vmid, host name, {@code vm/100}, or the guest's name as its backups' notes have it;
 *     null for all
 * @param datastore one; null for all
 * @param latest whether only the latest of each group is wanted
 * @param before when the latest backup of a group was made at the latest; null for whenever
 * @param page which rows, and how
 */
public record SnapshotList(
    @Nullable String group,
    @Nullable String datastore,
    boolean latest,
    @Nullable Instant before,
    Page page) {
  private static final Duration BUDGET = Duration.ofSeconds(9);

  /** Which rows, and how. */
  public record Page(int limit, @Nullable Integer cursor, Format format) {}

  /** The answer. */
  public ToolReply reply(CallContext context) throws InterruptedException {
    List<DatastoreEntry> datastores = context.recent().datastores().list();
    SnapshotSearch.Result found = new SnapshotSearch(datastore).run(context, datastores, BUDGET);
    List<BackupSnapshot> all =
        found.snapshots().stream()
            .filter(this::wanted)
            .sorted(
                Comparator.comparing((BackupSnapshot one) -> one.key().time())
                    .reversed()
                    .thenComparing(one -> one.key().group().toString()))
            .toList();
    List<BackupSnapshot> shown = shown(all);
    boolean namespaces = shown.stream().anyMatch(one -> !one.key().namespace().isEmpty());
    return new Listing<>(
            "backups",
            SnapshotColumns.all(context.now(), namespaces),
            head(all.size(), shown.size(), found.complete()) + states(shown),
            found.notes(),
            Rows.of(shown, page.cursor(), page.limit()))
        .as(page.format());
  }

  private boolean wanted(BackupSnapshot one) {
    BackupSnapshot.Group of = one.key().group();
    return group == null
        || of.id().equals(group)
        || of.toString().equals(group)
        || one.comment().strip().equalsIgnoreCase(group);
  }

  private List<BackupSnapshot> shown(List<BackupSnapshot> newestFirst) {
    if (!latest && before == null) {
      return newestFirst;
    }
    Set<Object> seen = new HashSet<>();
    List<BackupSnapshot> newest = new ArrayList<>();
    for (BackupSnapshot one : newestFirst) {
      boolean first =
          seen.add(List.of(one.key().datastore(), one.key().namespace(), one.key().group()));
      if (first && (before == null || one.key().time().isBefore(before))) {
        newest.add(one);
      }
    }
    return newest;
  }

  private String head(long all, long shown, boolean complete) {
    String head = new Criteria().and("guest", group).and("storage", datastore).head(all, "backup");
    if (before != null) {
      return "%s; the latest%s of %s is from before %s"
          .formatted(head, complete ? "" : " that was seen", Amounts.count(shown, "group"), before);
    }
    return latest ? head + "; the latest of each group" : head;
  }

  /** How many of those are known to be good, which is what one asks for. */
  private static String states(List<BackupSnapshot> shown) {
    if (shown.isEmpty()) {
      return "";
    }
    long broken = DatastoreState.broken(shown);
    long unknown = DatastoreState.unverified(shown);
    return "; verified: %d good, %s, %d not yet"
        .formatted(
            shown.size() - broken - unknown,
            broken == 0 ? "0 broken" : broken + " BROKEN",
            unknown);
  }
}
