package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code /access/ticket} and {@code /access/password}. */
final class TicketRoutes {
  private static final String MODIFY = "Permissions\\.Modify";

  /** What a login is told that it may do, by area: the area's path and its privileges. */
  private static final Map<String, Area> AREAS =
      Map.of(
          "vms", new Area("/vms", "VM\\..*|" + MODIFY),
          "storage", new Area("/storage", "Datastore\\..*|" + MODIFY),
          "access", new Area("/access/groups", "User\\.Modify|Group\\.Allocate|" + MODIFY),
          "dc", new Area("/", "Sys\\.(Audit|Modify)|SDN\\..*"),
          "nodes", new Area("/nodes", "Sys\\..*|" + MODIFY),
          "sdn", new Area("/sdn", "SDN\\..*|" + MODIFY),
          "mapping", new Area("/mapping", "Mapping\\..*|" + MODIFY));

  /** Before the user in a ticket of the first step; no user can be called so. */
  private static final String PARTIAL = "!tfa!";

  private static final String TOTP = "totp:";

  private final Accounts accounts;
  private final String clusterName;
  private final SecondFactors factors;

  private record Area(String path, Pattern privileges) {
    Area(String path, String privileges) {
      this(path, Pattern.compile(privileges));
    }
  }

  /**
   * Routes to these accounts.
   *
   * @param clusterName empty where there is no cluster
   */
  TicketRoutes(Accounts accounts, String clusterName, SecondFactors factors) {
    this.factors = factors;
    this.accounts = accounts;
    this.clusterName = clusterName;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/access/ticket").needs(new Permission.World()).answers(_ -> Answer.of(null)),
        Route.post("/access/ticket")
            .needs(new Permission.World())
            .onlyWithTicket()
            .takes(
                Parameter.text("username", 64).mandatory(),
                Parameter.text("password").mandatory(),
                Parameter.text("realm", 32),
                Parameter.text("otp"),
                Parameter.text("tfa-challenge"),
                Parameter.text("path", 64).with("privs"),
                Parameter.text("privs", 64).with("path"),
                Parameter.flag("new-format"))
            .answers(this::login),
        Route.put("/access/password")
            .onlyWithTicket()
            .takes(
                Parameter.user("userid").mandatory(),
                Parameter.text("password", 8, 64).mandatory(),
                Parameter.text("confirmation-password", 5, 64))
            .answers(this::changePassword));
  }

  private Answer login(Call call) {
    String name = call.required("username");
    String user = call.text("realm").map(realm -> name + "@" + realm).orElse(name);
    if (call.text("tfa-challenge").isPresent()) {
      requireCode(call, user);
    } else if (!accounts.knows(user, call.required("password"))) {
      throw new Refusal.WrongLogin();
    } else if (factors.wantsCode(user) && !accounts.holdsTicket(user, call.required("password"))) {
      return firstStep(user);
    }
    accounts.loggedIn(user);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ticket", accounts.newTicket(user));
    answer.put("CSRFPreventionToken", accounts.newCsrf(user));
    answer.put("username", user);
    answer.put("cap", rights(new UserCaller(user, accounts.access())));
    if (!clusterName.isEmpty() && call.text("tfa-challenge").isEmpty()) {
      answer.put("clustername", clusterName);
    }
    return Answer.of(answer);
  }

  /** The ticket of the first step is good for the second one and for nothing else. */
  private Answer firstStep(String user) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("NeedTFA", 1);
    answer.put("ticket", accounts.newTicket(PARTIAL + user));
    answer.put("CSRFPreventionToken", accounts.newCsrf(user));
    answer.put("username", user);
    return Answer.of(answer);
  }

  private void requireCode(Call call, String user) {
    boolean begun = accounts.holdsTicket(PARTIAL + user, call.required("tfa-challenge"));
    String code = call.required("password");
    if (!begun
        || !code.startsWith(TOTP)
        || !factors.takes(user, code.substring(TOTP.length()), call.now())) {
      throw new Refusal.WrongLogin();
    }
  }

  private static Map<String, Map<String, Integer>> rights(Caller caller) {
    Map<String, Map<String, Integer>> rights = new TreeMap<>();
    AREAS.forEach((name, area) -> {
      Map<String, Integer> held = new TreeMap<>();
      caller.privileges(area.path()).keySet().stream()
          .filter(privilege -> area.privileges().matcher(privilege).matches())
          .forEach(privilege -> held.put(privilege, 1));
      rights.put(name, held);
    });
    return rights;
  }

  private Answer changePassword(Call call) {
    String user = call.required("userid");
    if (!user.equals(call.caller().user())) {
      call.require("/access/groups", "User.Modify");
    }
    if (!call.caller().root()) {
      String confirmation =
          call.text("confirmation-password")
              .orElseThrow(() ->
                  Refusal.BadParameters.about(
                      "confirmation-password", "password is required to modify user"));
      if (!accounts.knows(call.caller().user(), confirmation)) {
        throw new Refusal.WrongLogin();
      }
    }
    User known =
        accounts.find(user).orElseThrow(() -> new Refusal.Died("no such user ('" + user + "')"));
    accounts.put(known.with(Secret.simulated(call.required("password"))));
    return Answer.of(null);
  }
}
