package dev.proxmoxmcp.client.catalog;

import dev.proxmoxmcp.client.AuthId;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UserId;
import dev.proxmoxmcp.client.access.Access;
import dev.proxmoxmcp.client.access.Lack;
import dev.proxmoxmcp.client.access.Permissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what a call needs with what a token may, before the call is sent. What Proxmox counts
 * together (privilege separation, groups, pools, inheritance) is read from it, not computed here.
 */
public final class PrivilegeCheck {
  private static final Pattern NAME = Pattern.compile("\\{([^}]+)}");

  /** What goes into a path that people copy into a shell. */
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,120}");

  private static final Pattern ACL_PATH =
      Pattern.compile("/|(?:/[A-Za-z0-9][A-Za-z0-9._@+-]{0,120}){1,8}");

  private final AuthId who;
  private final Function<String, Set<String>> rights;

  private PrivilegeCheck(AuthId who, Function<String, Set<String>> rights) {
    this.who = who;
    this.rights = rights;
  }

  /** Against a list that was read before; see {@link Permissions} for the case that it hides. */
  public static PrivilegeCheck against(AuthId who, Permissions permissions) {
    return new PrivilegeCheck(who, permissions::on);
  }

  /** Asks Proxmox about each path, one request for each: exact. */
  public static PrivilegeCheck asking(Access access) {
    return new PrivilegeCheck(access.authId(), path -> access.permissions(path).on(path));
  }

  /**
   * Whether a call may be made.
   *
   * @param parameters as sent, those in the path among them
   */
  public Standing of(Product product, ApiEndpoint endpoint, Sent parameters) {
    return endpoint.is(ApiEndpoint.Trait.NO_TOKEN) && who instanceof TokenId
        ? new Standing.Never("it takes a login with a password, and refuses every token")
        : of(Requirement.of(product, endpoint, parameters), parameters);
  }

  /**
   * Whether there is what {@code needs} says.
   *
   * @param parameters of the call as sent, those in the path among them
   */
  public Standing of(Requirement needs, Sent parameters) {
    return switch (needs) {
      case Requirement.Nothing _ -> new Standing.Granted();
      case Requirement.AnyLogin _ ->
          new Standing.Open("any login may call it; Proxmox checks the rest by hand");
      case Requirement.RootAlone _ ->
          who.isRoot()
              ? new Standing.Granted()
              : new Standing.Never("it is left to root@pam, and " + thatIsNot());
      case Requirement.Oneself _ ->
          who instanceof UserId
              ? new Standing.Open("it is left to the user that the call is about")
              : new Standing.Never("it is left to the user itself, and no token is its user");
      case Requirement.Privileges privileges -> ofPrivileges(privileges, parameters);
      case Requirement.RealmOfUser(List<String> names) -> ofRealm(names, parameters);
      case Requirement.GroupsOfUser(List<String> names) ->
          on("/access/groups", names, true) instanceof Standing.Granted granted
              ? granted
              : new Standing.Open(
                  String.join(" or ", names)
                      + " on /access/groups, or on a group that the user is in");
      case Requirement.AclOf(String path) -> ofAcl(path, parameters);
      case Requirement.AllOf(List<Requirement> parts) ->
          all(parts.stream().map(part -> of(part, parameters)).toList());
      case Requirement.OneOf(List<Requirement> parts) ->
          one(parts.stream().map(part -> of(part, parameters)).toList());
      case Requirement.Unreadable _ ->
          new Standing.Open("this host's schema says it in an unknown way");
    };
  }

  private String thatIsNot() {
    return switch (who) {
      case TokenId _ -> "no token is root@pam";
      case UserId user -> user + " is another user";
    };
  }

  private Standing ofPrivileges(Requirement.Privileges needs, Sent parameters) {
    if (!needs.onlyWith().isEmpty() && !parameters.has(needs.onlyWith())) {
      return new Standing.Never("it counts with the parameter '" + needs.onlyWith() + "' alone");
    }
    Optional<String> missing =
        names(needs.path()).stream()
            .filter(name -> !SEGMENT.matcher(parameters.first(name)).matches())
            .findFirst();
    if (missing.isPresent()) {
      return new Standing.Open("it depends on the parameter '" + missing.get() + "'");
    }
    String path =
        NAME.matcher(needs.path())
            .replaceAll(name -> Matcher.quoteReplacement(parameters.first(name.group(1))));
    return on(path, needs.names(), needs.any());
  }

  private static List<String> names(String template) {
    return NAME.matcher(template).results().map(name -> name.group(1)).toList();
  }

  private Standing ofRealm(List<String> names, Sent parameters) {
    String user = parameters.first("userid");
    String realm = user.substring(user.lastIndexOf('@') + 1);
    return SEGMENT.matcher(realm).matches() && realm.length() < user.length()
        ? on("/access/realm/" + realm, names, false)
        : new Standing.Open("it depends on the parameter 'userid'");
  }

  /** Who may make guests, storages or pools may also say who may what on one of them. */
  private Standing ofAcl(String template, Sent parameters) {
    String path = parameters.first(template.replace("{", "").replace("}", ""));
    if (!ACL_PATH.matcher(path).matches()) {
      return new Standing.Open("it depends on the parameter 'path'");
    }
    List<String> names = new ArrayList<>(List.of("Permissions.Modify"));
    if (path.startsWith("/storage/")) {
      names.add("Datastore.Allocate");
    } else if (path.startsWith("/vms/")) {
      names.add("VM.Allocate");
    } else if (path.startsWith("/pool/")) {
      names.add("Pool.Allocate");
    }
    return on(path, names, true);
  }

  private Standing on(String path, List<String> names, boolean any) {
    Set<String> held = rights.apply(path);
    List<String> missing = names.stream().filter(name -> !held.contains(name)).distinct().toList();
    boolean enough = any ? missing.size() < Set.copyOf(names).size() : missing.isEmpty();
    return enough
        ? new Standing.Granted()
        : new Standing.Lacking(List.of(new Lack(path, missing, any)));
  }

  private static Standing all(List<Standing> parts) {
    List<Lack> lacks = lacks(parts);
    Optional<Standing> never = first(parts, Standing.Never.class);
    if (never.isPresent()) {
      return never.get();
    }
    return lacks.isEmpty()
        ? first(parts, Standing.Open.class).orElseGet(Standing.Granted::new)
        : new Standing.Lacking(lacks);
  }

  private static List<Lack> lacks(List<Standing> parts) {
    List<Lack> lacks = new ArrayList<>();
    for (Standing part : parts) {
      if (part instanceof Standing.Lacking(List<Lack> some)) {
        lacks.addAll(some);
      }
    }
    return lacks;
  }

  /** Of several ways that are all barred, the one that takes the least to open. */
  private static Standing one(List<Standing> parts) {
    return first(parts, Standing.Granted.class)
        .or(() -> first(parts, Standing.Open.class))
        .or(() ->
            parts.stream()
                .filter(Standing.Lacking.class::isInstance)
                .min(Comparator.comparingInt(part -> lacks(List.of(part)).size())))
        .orElse(parts.getFirst());
  }

  private static Optional<Standing> first(List<Standing> parts, Class<? extends Standing> kind) {
    return parts.stream().filter(kind::isInstance).findFirst();
  }
}
