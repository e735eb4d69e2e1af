package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.SnapshotName;
import dev.proxmoxmcp.client.guest.Snapshot;
import dev.proxmoxmcp.client.guest.SnapshotTree;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import dev.proxmoxmcp.tools.text.TextClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The snapshots of a guest, each indented below the one that it comes after. */
public record SnapshotList(SnapshotTree tree) implements PartView {
  private static final int SHOWN = 30;
  private static final int DESCRIPTION_LENGTH = 120;
  private static final int DEEPEST_INDENT = 10;
  private static final Comparator<Snapshot> BY_AGE =
      Comparator.comparing(
              Snapshot::takenAt, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
          .thenComparing(Snapshot::name);

  private record Placed(Snapshot snapshot, int depth) {}

  @Override
  public List<String> lines(Instant now, boolean everything) {
    List<Placed> placed = placed();
    if (placed.isEmpty()) {
      return List.of("snapshots: none");
    }
    boolean cut = !everything && placed.size() > SHOWN;
    List<String> lines = new ArrayList<>();
    lines.add(
        "snapshots: %d, its present state comes from %s%s"
            .formatted(
                placed.size(),
                tree.current() == null ? "none of them" : Foreign.name(tree.current().value()),
                cut ? "; the last %d here, format=detailed shows all".formatted(SHOWN) : ""));
    (cut ? placed.subList(placed.size() - SHOWN, placed.size()) : placed)
        .forEach(one -> lines.add(line(one, now)));
    return lines;
  }

  private static String line(Placed placed, Instant now) {
    Snapshot snapshot = placed.snapshot();
    StringBuilder line = new StringBuilder();
    line.append("  ".repeat(1 + Math.min(placed.depth(), DEEPEST_INDENT)));
    line.append(Foreign.name(snapshot.name().value()));
    if (snapshot.takenAt() != null) {
      line.append(" taken ")
          .append(Amounts.duration(Duration.between(snapshot.takenAt(), now)))
          .append(" ago");
    }
    if (snapshot.withMemory()) {
      line.append(", with memory");
    }
    if (snapshot.unfinished() != null) {
      line.append(", unfinished (").append(Foreign.name(snapshot.unfinished())).append(')');
    }
    if (!snapshot.description().isEmpty()) {
      line.append(": ").append(Foreign.quoted(snapshot.description(), DESCRIPTION_LENGTH));
    }
    return line.toString();
  }

  /**
   * Parents before their children, of equal rank the older first; none is lost, whatever parent it
   * names.
   */
  private List<Placed> placed() {
    List<Snapshot> byAge = tree.snapshots().stream().sorted(BY_AGE).toList();
    List<Placed> placed = new ArrayList<>();
    Set<SnapshotName> seen = new HashSet<>();
    place(null, 0, byAge, seen, placed);
    for (Snapshot orphan : byAge) {
      if (seen.add(orphan.name())) {
        placed.add(new Placed(orphan, 0));
        place(orphan.name(), 1, byAge, seen, placed);
      }
    }
    return placed;
  }

  private static void place(
      @Nullable SnapshotName parent,
      int depth,
      List<Snapshot> all,
      Set<SnapshotName> seen,
      List<Placed> placed) {
    for (Snapshot snapshot : all) {
      if (Objects.equals(snapshot.parent(), parent) && seen.add(snapshot.name())) {
        placed.add(new Placed(snapshot, depth));
        place(snapshot.name(), depth + 1, all, seen, placed);
      }
    }
  }

  @Override
  public TextClass written() {
    return TextClass.ADMIN_WRITTEN;
  }

  @Override
  public void addTo(ObjectNode json, Instant now) {
    ArrayNode all = json.putArray("snapshots");
    for (Placed placed : placed()) {
      Snapshot snapshot = placed.snapshot();
      ObjectNode one = all.addObject().put("name", snapshot.name().value());
      if (snapshot.takenAt() != null) {
        one.put("takenAt", snapshot.takenAt().toString());
      }
      if (snapshot.parent() != null) {
        one.put("parent", snapshot.parent().value());
      }
      if (snapshot.unfinished() != null) {
        one.put("unfinished", Foreign.value(snapshot.unfinished()));
      }
      one.put("withMemory", snapshot.withMemory())
          .put("description", Foreign.longValue(snapshot.description()));
    }
    if (tree.current() != null) {
      json.put("currentSnapshot", tree.current().value());
    }
  }
}
