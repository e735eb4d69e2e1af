package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.ArrayList;
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
  private static final List<String> TOP_PATHS =
      List.of("/", "/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms");

  private final Accounts accounts;
  private final String clusterName;
  private final Supplier<Set<String>> pathsInPools;

  /**
   * Routes to these accounts.
   *
   * @param clusterName empty where there is no cluster
   * @param pathsInPools the ACL paths of all guests and storages that are in a pool
   */
  public AccessRoutes(Accounts accounts, String clusterName, Supplier<Set<String>> pathsInPools) {
    this.accounts = accounts;
    this.clusterName = clusterName;
    this.pathsInPools = pathsInPools;
  }

  /** The table. */
  public List<Route> routes() {
    List<Route> all =
        new ArrayList<>(
            List.of(
                Route.get("/access")
                    .lists(
                        "subdir",
                        "users",
                        "groups",
                        "roles",
                        "acl",
                        "domains",
                        "openid",
                        "tfa",
                        "ticket",
                        "password"),
                Route.get("/access/permissions")
                    .takes(Parameter.text("path"), Parameter.text("userid"))
                    .answers(this::permissions)));
    SecondFactors factors = new SecondFactors(accounts, accounts.random());
    all.addAll(new RealmRoutes().routes());
    all.addAll(factors.routes());
    all.addAll(new TicketRoutes(accounts, clusterName, factors).routes());
    all.addAll(new UserRoutes(accounts, factors).routes());
    all.addAll(new TokenRoutes(accounts).routes());
    all.addAll(new GroupRoutes(accounts).routes());
    all.addAll(new RoleRoutes(accounts.access()).routes());
    all.addAll(new AclRoutes(accounts).routes());
    return all;
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
    if (!accounts.find(wanted).isPresent()) {
      throw new Refusal.Died("no such user ('" + wanted + "')");
    }
    return path -> accounts.userPrivileges(wanted, path);
  }
}
