package dev.proxmoxmcp.client.access;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a token may do, as Proxmox answered it: for each listed ACL path its privileges there, and
 * of each whether it propagates to the paths below.
 *
 * <p>A path that is not listed inherits what propagates from the nearest listed path above it;
 * rights that a path gives itself replace the inherited ones, they do not add to them. One case
 * cannot be seen in the list: a path where the role NoAccess takes everything away is not listed at
 * all. Ask {@link Access#permissions(String)} where it matters.
 */
public final class Permissions {
  private final SortedMap<String, Map<String, Boolean>> byPath;

  /**
   * @param byPath privileges by path; of each whether it propagates
   */
  public Permissions(Map<String, Map<String, Boolean>> byPath) {
    TreeMap<String, Map<String, Boolean>> copy = new TreeMap<>();
    byPath.forEach((path, privileges) -> copy.put(path, Map.copyOf(privileges)));
    this.byPath = Collections.unmodifiableSortedMap(copy);
  }

  /** As listed: path → privilege → whether it propagates. Sorted by path. */
  public SortedMap<String, Map<String, Boolean>> byPath() {
    return byPath;
  }

  /** Whether there is nothing that the token may do. */
  public boolean none() {
    return byPath.values().stream().allMatch(Map::isEmpty);
  }

  /**
   * Whether {@code privilege} is held on {@code path}, as far as the list can tell.
   *
   * @param path an ACL path, such as {@code /vms/104}
   */
  public boolean has(String path, String privilege) {
    return on(path).contains(privilege);
  }

  /** All privileges held on {@code path}, as far as the list can tell. */
  public Set<String> on(String path) {
    Map<String, Boolean> own = byPath.get(path);
    if (own != null) {
      return own.keySet();
    }
    String above = path;
    while (!above.equals("/")) {
      int slash = above.lastIndexOf('/');
      above = slash <= 0 ? "/" : above.substring(0, slash);
      Set<String> inherited = propagating(byPath.getOrDefault(above, Map.of()));
      if (!inherited.isEmpty()) {
        return inherited;
      }
    }
    return Set.of();
  }

  /** Rights that do not propagate leave the paths below with what comes from further above. */
  private static Set<String> propagating(Map<String, Boolean> privileges) {
    return privileges.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return "Permissions" + byPath;
  }
}
