package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code /access/users}, less the tokens of users. */
final class UserRoutes {
  private static final List<String> REALMS = List.of("pam", "pve");
  private static final List<Parameter> DETAILS =
      List.of(
          Parameter.text("comment", 2048),
          Parameter.text("email", 254),
          Parameter.text("firstname", 1024),
          Parameter.text("lastname", 1024));

  private final Accounts accounts;
  private final SecondFactors factors;

  UserRoutes(Accounts accounts, SecondFactors factors) {
    this.factors = factors;
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/access/users")
            .takes(Parameter.flag("enabled"), Parameter.flag("full"))
            .answers(this::list),
        Route.post("/access/users")
            .takes(
                settings(Parameter.user("userid").mandatory(), Parameter.text("password", 8, 64)))
            .answers(this::create),
        Route.get("/access/users/{userid}").answers(this::read),
        Route.put("/access/users/{userid}")
            .takes(settings(Parameter.flag("append").with("groups")))
            .answers(this::change),
        Route.delete("/access/users/{userid}").answers(this::delete));
  }

  private static List<Parameter> settings(Parameter... more) {
    List<Parameter> all = new ArrayList<>(DETAILS);
    all.add(Parameter.flag("enable"));
    all.add(Parameter.integer("expire", 0));
    all.add(Parameter.text("groups"));
    all.add(Parameter.text("keys", 4096));
    all.addAll(List.of(more));
    return all;
  }

  private Answer list(Call call) {
    boolean all =
        call.caller().may("/access/groups", "User.Modify")
            || call.caller().may("/access/groups", "Sys.Audit");
    boolean full = call.flag("full");
    return Answer.of(
        accounts.users().stream()
            .filter(user -> all || user.id().equals(call.caller().user()))
            .filter(
                user -> call.text("enabled").isEmpty() || user.enabled() == call.flag("enabled"))
            .map(user -> listed(user, full))
            .toList());
  }

  private Map<String, Object> listed(User user, boolean full) {
    Map<String, Object> entry = new LinkedHashMap<>(user.details());
    entry.put("userid", user.id());
    entry.put("enable", user.enabled() ? 1 : 0);
    entry.put("expire", user.expires());
    if (REALMS.contains(user.realm())) {
      entry.put("realm-type", user.realm());
    }
    if (full) {
      List<ApiToken> tokens = accounts.tokensOf(user.id());
      entry.put("groups", String.join(",", new TreeSet<>(user.groups())));
      entry.put(
          "tokens", tokens.isEmpty() ? null : tokens.stream().map(TokenRoutes::listed).toList());
    }
    return entry;
  }

  private Answer read(Call call) {
    String id = call.required("userid");
    if (!id.equals(call.caller().user())
        && !call.caller().may("/access/groups", "User.Modify")
        && !call.caller().may("/access/groups", "Sys.Audit")) {
      throw new Refusal.NotAllowed("/access/groups", "User.Modify|Sys.Audit");
    }
    User user = require(id);
    Map<String, Object> tokens = new LinkedHashMap<>();
    accounts.tokensOf(id).forEach(token -> tokens.put(token.name(), TokenRoutes.described(token)));
    Map<String, Object> answer = new LinkedHashMap<>(user.details());
    answer.put("enable", user.enabled() ? 1 : 0);
    answer.put("expire", user.expires());
    answer.put("groups", List.copyOf(new TreeSet<>(user.groups())));
    answer.put("tokens", tokens.isEmpty() ? null : tokens);
    return Answer.of(answer);
  }

  private User require(String id) {
    return accounts.find(id).orElseThrow(() -> new Refusal.Died("no such user ('" + id + "')"));
  }

  private Answer create(Call call) {
    String id = call.required("userid");
    call.require("/access/realm/" + User.named(id).realm(), "Realm.AllocateUser");
    call.require("/access/groups", "User.Modify");
    if (accounts.find(id).isPresent()) {
      throw new Refusal.Died("create user failed: user '" + id + "' already exists");
    }
    User user = changed(User.named(id), call);
    accounts.put(
        call.text("password").map(password -> user.with(Secret.simulated(password))).orElse(user));
    return Answer.of(null);
  }

  private Answer change(Call call) {
    call.require("/access/groups", "User.Modify");
    accounts.put(changed(require(call.required("userid")), call));
    return Answer.of(null);
  }

  private User changed(User user, Call call) {
    Map<String, String> details = new LinkedHashMap<>();
    DETAILS.forEach(key -> call.text(key.name()).ifPresent(text -> details.put(key.name(), text)));
    User changed = user.detailed(details);
    if (call.text("enable").isPresent()) {
      changed = changed.enabled(call.flag("enable"));
    }
    if (call.text("groups").isPresent()) {
      Set<String> groups = new TreeSet<>(call.list("groups"));
      groups.retainAll(accounts.groups().keySet());
      if (call.flag("append")) {
        groups.addAll(user.groups());
      }
      changed = changed.in(groups);
    }
    return changed.expiring(call.number("expire", changed.expires()));
  }

  private Answer delete(Call call) {
    String id = call.required("userid");
    call.require("/access/realm/" + User.named(id).realm(), "Realm.AllocateUser");
    call.require("/access/groups", "User.Modify");
    accounts.removeUser(require(id).id());
    factors.forget(id);
    return Answer.of(null);
  }
}
