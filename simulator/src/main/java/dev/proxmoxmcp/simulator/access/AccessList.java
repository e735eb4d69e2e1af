package dev.proxmoxmcp.simulator.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Who has which role where, evaluated as PVE::AccessControl does: the deepest path with an entry
 * for the subject counts, roles of a guest's or storage's pool come on top, and NoAccess takes what
 * other roles of the same place, its own or its pool's, would give. Mutable; guarded by the
 * timeline's turn.
 */
public final class AccessList {
  /**
   * One entry.
   *
   * @param subject a user id, a token id, or a group's name behind {@code @}
   * @param inherited whether it is handed down to the paths below
   */
  public record Entry(String path, String subject, String role, boolean inherited) {}

  private record Held(Role role, boolean inherited) {}

  private final Map<String, Role> roles;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Map<String, List<Held>>> heldByPath = new HashMap<>();
  private final Function<String, Optional<String>> poolOf;
  private Function<String, Set<String>> groupsOf = _ -> Set.of();

  /**
   * A list of these entries.
   *
   * @param ownRoles besides the built-in ones
   * @param poolOf finds the pool of a path such as {@code /vms/100}
   */
  public AccessList(
      List<Role> ownRoles, List<Entry> entries, Function<String, Optional<String>> poolOf) {
    TreeMap<String, Role> all = Role.builtInRoles();
    ownRoles.forEach(role -> all.put(role.name(), role));
    this.roles = all;
    this.poolOf = poolOf;
    entries.forEach(this::add);
  }

  /** Says how the groups of a user are found. */
  void groupsOf(Function<String, Set<String>> finder) {
    groupsOf = finder;
  }

  /** Adds an entry; one of the same path, subject and role is replaced. */
  void add(Entry entry) {
    remove(entry);
    entries.add(entry);
    heldByPath
        .computeIfAbsent(entry.path(), _ -> new HashMap<>())
        .computeIfAbsent(entry.subject(), _ -> new ArrayList<>())
        .add(new Held(role(entry.role()), entry.inherited()));
  }

  /** Removes the entry of that path, subject and role. */
  void remove(Entry entry) {
    entries.removeIf(old ->
        old.path().equals(entry.path())
            && old.subject().equals(entry.subject())
            && old.role().equals(entry.role()));
    List<Held> held = heldByPath.getOrDefault(entry.path(), Map.of()).get(entry.subject());
    if (held != null) {
      held.removeIf(old -> old.role().name().equals(entry.role()));
    }
    prune();
  }

  /** Removes all entries of a user, token or group. */
  void removeSubject(String subject) {
    entries.removeIf(entry -> entry.subject().equals(subject));
    heldByPath.values().forEach(bySubject -> bySubject.remove(subject));
    prune();
  }

  private void prune() {
    heldByPath.values().forEach(bySubject -> bySubject.values().removeIf(List::isEmpty));
    heldByPath.values().removeIf(Map::isEmpty);
  }

  /** Adds a role, or gives one of that name other privileges. */
  void put(Role role) {
    roles.put(role.name(), role);
    heldByPath
        .values()
        .forEach(bySubject ->
            bySubject
                .values()
                .forEach(held ->
                    held.replaceAll(old ->
                        old.role().name().equals(role.name())
                            ? new Held(role, old.inherited())
                            : old)));
  }

  /** Gives every role what it has in Proxmox VE 8. */
  public void asInEight() {
    List.copyOf(roles.values()).forEach(role -> put(role.ofEight()));
  }

  /** Removes a role and all entries that name it. */
  void removeRole(String name) {
    List.copyOf(entries).stream().filter(entry -> entry.role().equals(name)).forEach(this::remove);
    roles.remove(name);
  }

  private Role role(String name) {
    Role role = roles.get(name);
    if (role == null) {
      throw new IllegalArgumentException("role '" + name + "' does not exist");
    }
    return role;
  }

  /** All roles by name. */
  public Map<String, Role> roles() {
    return roles;
  }

  /** All entries. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** All paths that entries name. */
  Set<String> paths() {
    return new TreeSet<>(heldByPath.keySet());
  }

  /** Whether {@code subject} has a privilege on {@code path}. */
  boolean allows(String subject, String path, String privilege) {
    return heldAt(subject, path).stream().anyMatch(h -> h.role().privileges().contains(privilege));
  }

  /** All privileges on {@code path}, and whether each is handed down. */
  Map<String, Boolean> privileges(String subject, String path) {
    Map<String, Boolean> privileges = new TreeMap<>();
    for (Held held : heldAt(subject, path)) {
      for (String privilege : held.role().privileges()) {
        privileges.merge(privilege, held.inherited(), Boolean::logicalOr);
      }
    }
    return privileges;
  }

  private List<Held> heldAt(String subject, String path) {
    List<Held> held = deepest(subject, path);
    Optional<String> pool = poolOf.apply(path);
    if (pool.isEmpty()) {
      return held;
    }
    List<Held> ofPool = deepest(subject, "/pool/" + pool.get());
    if (noAccess(held) || noAccess(ofPool)) {
      return List.of();
    }
    List<Held> both = new ArrayList<>(held);
    // What comes from a pool is never handed down.
    ofPool.forEach(h -> both.add(new Held(h.role(), false)));
    return both;
  }

  private static boolean noAccess(List<Held> held) {
    return held.stream().anyMatch(h -> h.role().name().equals(Role.NO_ACCESS));
  }

  private List<Held> deepest(String subject, String path) {
    for (String place = path; ; place = parent(place)) {
      List<Held> there = at(place, subject);
      if (!there.isEmpty()) {
        List<Held> held =
            place.equals(path) ? there : there.stream().filter(Held::inherited).toList();
        if (!held.isEmpty()) {
          return noAccess(held) ? List.of(new Held(role(Role.NO_ACCESS), true)) : held;
        }
      }
      if (place.equals("/")) {
        return List.of();
      }
    }
  }

  /** What the subject itself was given there; what its groups were given, where it was not. */
  private List<Held> at(String place, String subject) {
    Map<String, List<Held>> bySubject = heldByPath.getOrDefault(place, Map.of());
    List<Held> own = bySubject.getOrDefault(subject, List.of());
    if (!own.isEmpty()) {
      return own;
    }
    List<Held> ofGroups = new ArrayList<>();
    groupsOf
        .apply(subject)
        .forEach(group -> ofGroups.addAll(bySubject.getOrDefault("@" + group, List.of())));
    return ofGroups;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
