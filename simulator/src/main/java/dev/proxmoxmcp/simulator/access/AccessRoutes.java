package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code /access}: who one is and what one may do. */
public final class AccessRoutes {
  private static final List<Map<String, String>> REALMS =
      List.of(
          Map.of("realm", "pam", "type", "pam", "comment", "Linux PAM standard authentication"),
          Map.of("realm", "pve", "type", "pve", "comment", "Proxmox VE authentication server"));

  private static final List<String> TOP_PATHS =
      List.of(
          "/",
          "/access",
          "/access/groups",
          "/mapping",
          "/nodes",
          "/pool",
          "/sdn",
          "/storage",
          "/vms");

  private final Accounts accounts;
  private final Supplier<Set<String>> pathsInPools;

  /**
   * Routes to these accounts.
   *
   * @param pathsInPools the ACL paths of all guests and storages that are in a pool
   */
  public AccessRoutes(Accounts accounts, Supplier<Set<String>> pathsInPools) {
    this.accounts = accounts;
    this.pathsInPools = pathsInPools;
  }

  /** The table. */
  public List<Route> routes() {
    return List.of(
        Route.get("/access").lists("subdir", "acl", "domains", "permissions", "roles", "users"),
        Route.get("/access/domains").needs(new Permission.World()).answers(_ -> Answer.of(REALMS)),
        Route.get("/access/permissions")
            .takes(Parameter.text("path"), Parameter.text("userid"))
            .answers(this::permissions),
        Route.get("/access/acl").answers(this::entries),
        Route.get("/access/roles").answers(_ -> Answer.of(roles())),
        Route.get("/access/users")
            .takes(Parameter.flag("enabled"), Parameter.flag("full"))
            .answers(this::users),
        Route.get("/access/users/{userid}").answers(this::user),
        Route.get("/access/users/{userid}/token").answers(this::tokens),
        Route.get("/access/users/{userid}/token/{tokenid}").answers(this::token));
  }

  private Answer permissions(Call call) {
    Function<String, Map<String, Boolean>> rights = rightsOf(call);
    Optional<String> one = call.text("path");
    Set<String> paths = new TreeSet<>(TOP_PATHS);
    paths.addAll(accounts.access().paths());
    paths.addAll(pathsInPools.get());
    Map<String, Object> answer = new TreeMap<>();
    for (String path : one.map(Set::of).orElse(paths)) {
      Map<String, Boolean> privileges = rights.apply(path);
      if (one.isPresent() || !privileges.isEmpty()) {
        Map<String, Integer> numbers = new TreeMap<>();
        privileges.forEach((privilege, inherited) -> numbers.put(privilege, inherited ? 1 : 0));
        answer.put(path, numbers);
      }
    }
    return Answer.of(answer);
  }

  /** The rights of the caller, or of the user or token that is asked for. */
  private Function<String, Map<String, Boolean>> rightsOf(Call call) {
    String wanted = call.text("userid").orElse(call.caller().tokenId());
    if (wanted.equals(call.caller().tokenId())) {
      return call.caller()::privileges;
    }
    if (!wanted.startsWith(call.caller().user() + "!")) {
      call.require("/access", "Sys.Audit");
    }
    Optional<Caller> token = accounts.caller(wanted);
    if (token.isPresent()) {
      return token.get()::privileges;
    }
    if (!accounts.users().contains(wanted)) {
      throw new Refusal.Died("no such user ('" + wanted + "')");
    }
    return path -> accounts.userPrivileges(wanted, path);
  }

  private Answer entries(Call call) {
    boolean all = call.caller().may("/access", "Sys.Audit");
    return Answer.of(
        accounts.access().entries().stream()
            .filter(entry -> all || call.caller().may(entry.path(), "Permissions.Modify"))
            .map(entry ->
                Map.of(
                    "path",
                    entry.path(),
                    "type",
                    entry.subject().contains("!") ? "token" : "user",
                    "ugid",
                    entry.subject(),
                    "roleid",
                    entry.role(),
                    "propagate",
                    entry.inherited() ? 1 : 0))
            .toList());
  }

  private List<Map<String, Object>> roles() {
    return accounts.access().roles().values().stream()
        .map(role ->
            Map.<String, Object>of(
                "roleid",
                role.name(),
                "privs",
                String.join(",", new TreeSet<>(role.privileges())),
                "special",
                role.builtIn() ? 1 : 0))
        .toList();
  }

  private Answer users(Call call) {
    boolean all =
        call.caller().may("/access/groups", "User.Modify")
            || call.caller().may("/access/groups", "Sys.Audit");
    return Answer.of(
        accounts.users().stream()
            .filter(user -> all || user.equals(call.caller().user()))
            .map(user -> user(user, call.flag("full")))
            .toList());
  }

  private Map<String, Object> user(String user, boolean full) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("userid", user);
    entry.put("enable", 1);
    entry.put("expire", 0);
    entry.put("realm-type", user.substring(user.indexOf('@') + 1));
    if (full) {
      entry.put("groups", "");
      entry.put("tokens", tokensOf(user).stream().map(AccessRoutes::listed).toList());
    }
    return entry;
  }

  private Answer user(Call call) {
    String user = call.required("userid");
    if (!user.equals(call.caller().user())
        && !call.caller().may("/access/groups", "User.Modify")
        && !call.caller().may("/access/groups", "Sys.Audit")) {
      throw new Refusal.NotAllowed("/access/groups", "User.Modify|Sys.Audit");
    }
    if (!accounts.users().contains(user)) {
      throw new Refusal.Died("no such user ('" + user + "')");
    }
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokensOf(user).forEach(token -> tokens.put(token.name(), described(token)));
    return Answer.of(Map.of("enable", 1, "expire", 0, "groups", List.of(), "tokens", tokens));
  }

  private Answer tokens(Call call) {
    requireSelfOrUserModify(call);
    return Answer.of(tokensOf(call.required("userid")).stream().map(AccessRoutes::listed).toList());
  }

  private Answer token(Call call) {
    requireSelfOrUserModify(call);
    String user = call.required("userid");
    String name = call.required("tokenid");
    return Answer.of(
        tokensOf(user).stream()
            .filter(token -> token.name().equals(name))
            .findFirst()
            .map(AccessRoutes::described)
            .orElseThrow(
                () -> new Refusal.Died("no such token '%s' for user '%s'".formatted(name, user))));
  }

  private void requireSelfOrUserModify(Call call) {
    if (!call.required("userid").equals(call.caller().user())) {
      call.require("/access/groups", "User.Modify");
    }
  }

  private List<ApiToken> tokensOf(String user) {
    return accounts.tokens().stream().filter(token -> token.user().equals(user)).toList();
  }

  private static Map<String, Object> listed(ApiToken token) {
    Map<String, Object> entry = described(token);
    entry.put("tokenid", token.name());
    return entry;
  }

  private static Map<String, Object> described(ApiToken token) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("expire", token.expires().equals(Instant.MAX) ? 0 : token.expires().getEpochSecond());
    entry.put("privsep", token.privilegeSeparation() ? 1 : 0);
    return entry;
  }
}
