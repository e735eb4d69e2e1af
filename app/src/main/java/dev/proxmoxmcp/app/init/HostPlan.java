package dev.proxmoxmcp.app.init;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.access.Grants;
import dev.proxmoxmcp.client.access.Need;
import dev.proxmoxmcp.client.access.RoleId;
import dev.proxmoxmcp.client.access.Toolset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a host should have for a token of some toolsets.
 *
 * @param roles of its own with exactly these privileges; none at a Backup Server, which takes none
 * @param grants that both the user and the token get
 */
record HostPlan(
    Product product,
    TokenId token,
    SortedMap<RoleId, SortedSet<String>> roles,
    List<Grant> grants) {
  /** A role on a path and below. */
  record Grant(String path, RoleId role) {}

  /**
   * That of these toolsets.
   *
   * @param release of the host: {@code 9.2}
   * @param role the name of the role on {@code /}, with which those of other paths begin
   */
  static HostPlan of(
      Product product, String release, Collection<Toolset> toolsets, TokenId token, RoleId role) {
    SortedMap<String, SortedSet<String>> needs = needs(product, release, toolsets);
    return switch (product) {
      case PVE -> ofPve(token, role, needs);
      case PBS -> ofPbs(token, needs);
    };
  }

  private static SortedMap<String, SortedSet<String>> needs(
      Product product, String release, Collection<Toolset> toolsets) {
    SortedMap<String, SortedSet<String>> byPath = new TreeMap<>();
    for (Toolset toolset : toolsets) {
      for (Need need : toolset.needs(product, release)) {
        byPath.computeIfAbsent(need.path(), _ -> new TreeSet<>()).addAll(need.privileges());
      }
    }
    return byPath;
  }

  private static HostPlan ofPve(
      TokenId token, RoleId base, SortedMap<String, SortedSet<String>> needs) {
    SortedMap<RoleId, SortedSet<String>> roles = new TreeMap<>();
    SortedMap<String, List<RoleId>> byPath = new TreeMap<>();
    needs.forEach((path, privileges) -> {
      RoleId role = path.equals("/") ? base : new RoleId(base + path.replace('/', '-'));
      roles.put(role, privileges);
      byPath.put(path, List.of(role));
    });
    return new HostPlan(Product.PVE, token, roles, inherited(byPath));
  }

  private static HostPlan ofPbs(TokenId token, SortedMap<String, SortedSet<String>> needs) {
    SortedMap<String, List<RoleId>> byPath = new TreeMap<>();
    needs.forEach((path, privileges) -> byPath.put(path, List.of(Grants.leastOfPbs(privileges))));
    return new HostPlan(Product.PBS, token, new TreeMap<>(), inherited(byPath));
  }

  /** Roles on a path replace what comes from above it, so that is granted there once more. */
  private static List<Grant> inherited(SortedMap<String, List<RoleId>> byPath) {
    List<Grant> grants = new ArrayList<>();
    for (String path : byPath.keySet()) {
      byPath.forEach((above, roles) -> {
        if (above.equals("/") || above.equals(path) || path.startsWith(above + "/")) {
          roles.forEach(role -> grants.add(new Grant(path, role)));
        }
      });
    }
    return grants.stream().distinct().toList();
  }

  /** What the token may in the end, by path: all of it propagates. */
  SequencedMap<String, SequencedSet<String>> expected() {
    SequencedMap<String, SequencedSet<String>> byPath = new TreeMap<>();
    for (Grant grant : grants) {
      byPath
          .computeIfAbsent(grant.path(), _ -> new TreeSet<>())
          .addAll(roles.getOrDefault(grant.role(), new TreeSet<>()));
    }
    return byPath;
  }
}
