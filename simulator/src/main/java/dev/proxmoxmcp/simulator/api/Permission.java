package dev.proxmoxmcp.simulator.api;

import java.util.List;
import java.util.function.UnaryOperator;

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
   * @param filled fills the placeholders of an ACL path
   * @throws Refusal.NotAllowed in Proxmox's words
   */
  default void check(Caller caller, UnaryOperator<String> filled) {
    switch (this) {
      case World(), AnyUser() -> {}
      case All(String path, List<String> privileges) ->
          privileges.forEach(privilege -> require(caller, filled.apply(path), privilege));
      case Any(String path, List<String> privileges) -> {
        String place = filled.apply(path);
        if (privileges.stream().noneMatch(privilege -> caller.may(place, privilege))) {
          throw new Refusal.NotAllowed(place, String.join("|", privileges));
        }
      }
    }
  }

  private static void require(Caller caller, String path, String privilege) {
    if (!caller.may(path, privilege)) {
      throw new Refusal.NotAllowed(path, privilege);
    }
  }
}
