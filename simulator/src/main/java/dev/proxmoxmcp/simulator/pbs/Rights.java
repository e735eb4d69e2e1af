package dev.proxmoxmcp.simulator.pbs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may what where. Roles on a path replace those inherited from above, and a token never has
 * more than its user. Mutable; guarded by the timeline's turn.
 */
final class Rights {
  private final List<Entry> entries = new ArrayList<>();

  /** One entry of the list. */
  record Entry(String path, String who, String role, boolean propagate) {}

  /** Privilege to whether the paths below inherit it. */
  Map<String, Boolean> on(AuthId who, String path) {
    if (who.isSuperuser()) {
      return roles(Map.of(Roles.ADMIN, true));
    }
    Map<String, Boolean> own = roles(rolesOn(who.toString(), path));
    if (!who.isToken()) {
      return own;
    }
    Map<String, Boolean> ofUser = on(who.owner(), path);
    Map<String, Boolean> both = new LinkedHashMap<>();
    own.forEach((privilege, propagates) -> {
      if (ofUser.containsKey(privilege)) {
        both.put(privilege, propagates && Boolean.TRUE.equals(ofUser.get(privilege)));
      }
    });
    return both;
  }

  private static Map<String, Boolean> roles(Map<String, Boolean> roles) {
    Map<String, Boolean> privileges = new LinkedHashMap<>();
    roles.forEach((role, propagates) ->
        Roles.privileges(role)
            .forEach(privilege -> privileges.merge(privilege, propagates, Boolean::logicalOr)));
    return privileges;
  }

  private Map<String, Boolean> rolesOn(String who, String path) {
    Map<String, Boolean> roles = at(who, "/", path.equals("/"));
    StringBuilder here = new StringBuilder();
    for (String part : path.split("/", -1)) {
      if (!part.isEmpty()) {
        here.append('/').append(part);
        Map<String, Boolean> own = at(who, here.toString(), here.length() == path.length());
        roles = own.isEmpty() ? roles : own;
      }
    }
    return roles;
  }

  private Map<String, Boolean> at(String who, String path, boolean leaf) {
    Map<String, Boolean> roles = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.path().equals(path) && entry.who().equals(who) && (leaf || entry.propagate())) {
        if (entry.role().equals(Roles.NO_ACCESS)) {
          return Map.of(Roles.NO_ACCESS, false);
        }
        roles.put(entry.role(), entry.propagate());
      }
    }
    return roles;
  }

  /** Whether {@code who} has one of {@code privileges} on {@code path}. */
  boolean any(AuthId who, String path, Collection<String> privileges) {
    return on(who, path).keySet().stream().anyMatch(privileges::contains);
  }

  /** Whether {@code who} has all of {@code privileges} on {@code path}. */
  boolean all(AuthId who, String path, Collection<String> privileges) {
    return on(who, path).keySet().containsAll(privileges);
  }

  /** Whether {@code who} has one of {@code privileges} on {@code path} or anywhere below it. */
  boolean anyBelow(AuthId who, String path, Collection<String> privileges) {
    return any(who, path, privileges)
        || entries.stream()
            .map(Entry::path)
            .filter(below -> below.startsWith(path.equals("/") ? "/" : path + "/"))
            .anyMatch(below -> any(who, below, privileges));
  }

  /** The paths on which something was granted to {@code who}, and those that always count. */
  Set<String> paths(AuthId who) {
    Set<String> paths =
        new TreeSet<>(
            List.of("/", "/access", "/access/users", "/access/domains", "/datastore", "/remote"));
    paths.addAll(List.of("/system", "/system/disks", "/system/log", "/system/network"));
    paths.addAll(List.of("/system/services", "/system/tasks", "/tape"));
    entries.stream()
        .filter(entry -> entry.who().equals(who.toString()) || entry.who().equals(who.user()))
        .forEach(entry -> paths.add(entry.path()));
    return new LinkedHashSet<>(paths);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  void grant(Entry entry) {
    revoke(entry);
    entries.add(entry);
  }

  void revoke(Entry entry) {
    entries.removeIf(known ->
        known.path().equals(entry.path())
            && known.who().equals(entry.who())
            && known.role().equals(entry.role()));
  }

  void forget(String who) {
    entries.removeIf(entry -> entry.who().equals(who) || entry.who().startsWith(who + "!"));
  }
}
