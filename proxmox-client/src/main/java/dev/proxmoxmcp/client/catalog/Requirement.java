package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.Product;
import java.util.List;
import java.util.stream.Collectors;

/** What a call needs of who makes it, as the schema says. All cases are immutable. */
public sealed interface Requirement {
  /** Nothing, not even a login. */
  record Nothing() implements Requirement {}

  /**
   * Any login. What more it needs is checked in the handler of the call, or it leaves out of its
   * answer what may not be seen.
   */
  record AnyLogin() implements Requirement {}

  /** To be root@pam, which no token is. */
  record RootAlone() implements Requirement {}

  /** To be the user that a parameter names, which no token is. */
  record Oneself(String parameter) implements Requirement {}

  /**
   * Privileges on a path.
   *
   * @param path with the names of parameters: {@code /vms/{vmid}}
   * @param any whether one of them will do
   * @param onlyWith a parameter without which this does not count; "" for none
   */
  record Privileges(String path, List<String> names, boolean any, String onlyWith)
      implements Requirement {
    /** Copies the names. */
    public Privileges {
      names = List.copyOf(names);
    }
  }

  /** Realm.AllocateUser on the realm of the user that {@code userid} names. */
  record RealmOfUser(List<String> names) implements Requirement {
    /** Copies the names. */
    public RealmOfUser {
      names = List.copyOf(names);
    }
  }

  /** One of the privileges on all groups, or on one that the user of {@code userid} is in. */
  record GroupsOfUser(List<String> names) implements Requirement {
    /** Copies the names. */
    public GroupsOfUser {
      names = List.copyOf(names);
    }
  }

  /** To be allowed to say who may what on a path. */
  record AclOf(String path) implements Requirement {}

  /** All of them. */
  record AllOf(List<Requirement> parts) implements Requirement {
    /** Copies the parts. */
    public AllOf {
      parts = List.copyOf(parts);
    }
  }

  /** One of them. */
  record OneOf(List<Requirement> parts) implements Requirement {
    /** Copies the parts. */
    public OneOf {
      parts = List.copyOf(parts);
    }
  }

  /** Something that a host's schema says in a way that nobody knows. */
  record Unreadable() implements Requirement {}

  /** What {@code endpoint} needs; read anew at each call. */
  static Requirement of(Product product, ApiEndpoint endpoint) {
    return Requirements.of(product, endpoint.permissions());
  }

  /**
   * What a call needs, with what its handler is known to check beyond the schema.
   *
   * @param sent all parameters, those in the path among them
   */
  static Requirement of(Product product, ApiEndpoint endpoint, Sent sent) {
    return HandlerPrivileges.of(product, endpoint, sent).orElseGet(() -> of(product, endpoint));
  }

  /** For people, in a line: {@code VM.Clone on /vms/{vmid} and VM.Allocate on /vms/{newid}}. */
  default String text() {
    return switch (this) {
      case Nothing _ -> "no login";
      case AnyLogin _ -> "any login; Proxmox checks more by hand";
      case RootAlone _ -> "to be root@pam";
      case Oneself(String parameter) -> "to be the user that " + parameter + " names";
      case Privileges needs ->
          String.join(needs.any() ? " or " : " and ", needs.names())
              + " on "
              + needs.path()
              + (needs.onlyWith().isEmpty() ? "" : " (if " + needs.onlyWith() + " is given)");
      case RealmOfUser(List<String> names) ->
          String.join(" and ", names) + " on /access/realm/ with the realm of userid";
      case GroupsOfUser(List<String> names) ->
          String.join(" or ", names) + " on /access/groups, or on a group of userid";
      case AclOf(String path) -> "Permissions.Modify on " + path;
      case AllOf(List<Requirement> parts) -> joined(parts, " and ");
      case OneOf(List<Requirement> parts) -> joined(parts, ", or ");
      case Unreadable _ -> "what this host's schema says in an unknown way";
    };
  }

  private static String joined(List<Requirement> parts, String word) {
    return parts.stream()
        .map(part ->
            part instanceof OneOf && word.equals(" and ") ? "(" + part.text() + ")" : part.text())
        .collect(Collectors.joining(word));
  }
}
