package dev.proxmoxmcp.simulator.storage;

import dev.proxmoxmcp.simulator.api.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A storage of the cluster.
 *
 * @param type its plug-in: {@code dir}, {@code lvmthin}, {@code nfs}, {@code pbs} …
 * @param content what it may hold
 * @param place the settings of its plug-in, such as {@code path} or {@code server}
 * @param space in bytes at the beginning; {@link Volumes#space} tells the present
 * @param state how it is
 * @param nodes those that have it, as its setting {@code nodes} tells; empty for all
 */
public record Storage(
    String name,
    String type,
    boolean shared,
    List<String> content,
    Map<String, String> place,
    Space space,
    StorageState state,
    Set<String> nodes) {

  /** Total and used bytes. */
  public record Space(long total, long used) {}

  /** A storage that is well. */
  public Storage(
      String name,
      String type,
      boolean shared,
      List<String> content,
      Map<String, String> place,
      Space space) {
    this(name, type, shared, content, place, space, new StorageState(), nodes(place));
  }

  public Storage {
    content = List.copyOf(content);
    place = Map.copyOf(place);
    nodes = Set.copyOf(nodes);
  }

  /**
   * In bytes, as it is now.
   *
   * @param growth of what lies on it, since the beginning
   */
  Space space(long growth) {
    long used = Math.clamp(space.used() + growth, 0, space.total());
    return switch (state.kind()) {
      case WELL, HUNG -> new Space(space.total(), used);
      case FULL -> new Space(space.total(), Math.max(used, space.total() / 1000 * 999));
    };
  }

  /** The same with other settings. */
  Storage changed(boolean otherShared, List<String> otherContent, Map<String, String> otherPlace) {
    return new Storage(
        name, type, otherShared, otherContent, otherPlace, space, state, nodes(otherPlace));
  }

  private static Set<String> nodes(Map<String, String> place) {
    return place.containsKey("nodes")
        ? Set.of(place.getOrDefault("nodes", "").split(",", -1))
        : Set.of();
  }

  /** Whether an administrator has not switched it off. */
  public boolean enabled() {
    return !place.getOrDefault("disable", "0").equals("1");
  }

  /** Whether a node has it and may use it. */
  public boolean usableOn(String node) {
    return enabled() && on(node);
  }

  /** Whether hosts can use it. */
  public boolean active() {
    return state.kind() != StorageState.Kind.HUNG;
  }

  /** What a task says that needs it while it is hung. */
  public String notOnline() {
    return "storage '" + name + "' is not online";
  }

  /** Its ACL path. */
  public String aclPath() {
    return "/storage/" + name;
  }

  /** Whether the caller may know of it. */
  public boolean visibleTo(Caller caller) {
    return caller.may(aclPath(), "Datastore.Audit")
        || caller.may(aclPath(), "Datastore.AllocateSpace");
  }

  /** Whether a node has it. */
  public boolean on(String node) {
    return nodes.isEmpty() || nodes.contains(node);
  }

  String contentList() {
    return String.join(",", content);
  }

  /**
   * Its entry in {@code GET /cluster/resources} for one node, as recorded.
   *
   * @param known whether the node has told of it lately
   * @param now its space now
   */
  public Map<String, Object> resource(String node, boolean known, Space now) {
    boolean told = known && active();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", "storage/" + node + "/" + name);
    row.put("type", "storage");
    row.put("node", node);
    row.put("storage", name);
    row.put("plugintype", type);
    row.put("status", told ? "available" : "unknown");
    row.put("shared", shared ? 1 : 0);
    row.put("content", contentList());
    if (told) {
      row.put("disk", now.used());
      row.put("maxdisk", now.total());
    }
    return row;
  }
}
