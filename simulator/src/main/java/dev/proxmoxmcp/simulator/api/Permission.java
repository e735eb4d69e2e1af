package dev.proxmoxmcp.simulator.api;

import java.util.List;
import java.util.Map;

/** What an endpoint asks of its caller before anything else. */
public sealed interface Permission {
  /** Answers even without credentials. */
  record World() implements Permission {}

  /** Any login; the handler filters by what the caller may see. */
  record AnyUser() implements Permission {}

  /** All privileges on an ACL path, which may hold the placeholders of the endpoint's path. */
  record All(String path, List<String> privileges) implements Permission {
    public All {
      privileges = List.copyOf(privileges);
    }
  }

  /** At least one of the privileges. */
  record Any(String path, List<String> privileges) implements Permission {
    public Any {
      privileges = List.copyOf(privileges);
    }
  }

  /** What the published schema of a version says. */
  record Published(Demand demand) implements Permission {}

  /** All of {@code privileges} on {@code path}. */
  static Permission all(String path, String... privileges) {
    return new All(path, List.of(privileges));
  }

  /** One of {@code privileges} on {@code path}. */
  static Permission any(String path, String... privileges) {
    return new Any(path, List.of(privileges));
  }

  /**
   * Refuses a caller who lacks it.
   *
   * @param values of the path, the query and the body; those of the path fill ACL paths
   * @throws Refusal.NotAllowed in Proxmox's words
   */
  default void check(Caller caller, Map<String, String> values) {
    switch (this) {
      case World(), AnyUser() -> {}
      case All(String path, List<String> privileges) ->
          privileges.forEach(privilege -> require(caller, filled(path, values), privilege));
      case Any(String path, List<String> privileges) -> {
        String place = filled(path, values);
        if (privileges.stream().noneMatch(privilege -> caller.may(place, privilege))) {
          throw new Refusal.NotAllowed(place, String.join("|", privileges));
        }
      }
      case Published(Demand demand) -> demand.check(caller, values);
    }
  }

  /** An ACL path with those of its placeholders filled that have a value. */
  static String filled(String template, Map<String, String> values) {
    String path = template;
    for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', open + 1)) {
      int close = path.indexOf('}', open);
      String value = values.get(path.substring(open + 1, close));
      if (value != null) {
        path = path.substring(0, open) + value + path.substring(close + 1);
      }
    }
    return path;
  }

  private static void require(Caller caller, String path, String privilege) {
    if (!caller.may(path, privilege)) {
      throw new Refusal.NotAllowed(path, privilege);
    }
  }
}
