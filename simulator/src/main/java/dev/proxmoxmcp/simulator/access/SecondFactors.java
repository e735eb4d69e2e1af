package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The second factors of users, {@code /access/tfa}. Every TOTP entry takes the code that an app
 * with its secret shows at the cluster's time, and always {@link #CODE}, for whoever has no app.
 * Mutable; guarded by the timeline's turn.
 */
final class SecondFactors {
  /** The code that every entry takes at any time. */
  static final String CODE = "123456";

  private final Map<String, Map<String, Map<String, Object>>> byUser = new TreeMap<>();
  private final Map<String, Totp> apps = new HashMap<>();
  private final Accounts accounts;
  private final RandomGenerator random;

  SecondFactors(Accounts accounts, RandomGenerator random) {
    this.accounts = accounts;
    this.random = random;
  }

  List<Route> routes() {
    String all = "/access/tfa";
    String user = all + "/{userid}";
    String one = user + "/{id}";
    return List.of(
        Route.get(all).answers(this::everybody),
        Route.get(user).answers(call -> Answer.of(List.copyOf(of(call).values()))),
        Route.post(user).takesAll().onlyWithTicket().answers(this::add),
        Route.get(one).answers(call -> Answer.of(require(call))),
        Route.put(one).takesAll().onlyWithTicket().answers(this::change),
        Route.delete(one).takesAll().onlyWithTicket().answers(this::delete));
  }

  /** Whether a login needs a code, and so a second step. */
  boolean wantsCode(String user) {
    return byUser.getOrDefault(user, Map.of()).values().stream()
        .anyMatch(entry -> !Integer.valueOf(0).equals(entry.get("enable")));
  }

  /** Whether {@code code} is one that a TOTP entry of {@code user} takes now. */
  boolean takes(String user, String code, Instant now) {
    return code.equals(CODE)
        || byUser.getOrDefault(user, Map.of()).keySet().stream()
            .map(apps::get)
            .anyMatch(app -> app != null && app.takes(code, now));
  }

  /** Takes all of a user who is deleted. */
  void forget(String user) {
    Map<String, Map<String, Object>> entries = byUser.remove(user);
    if (entries != null) {
      apps.keySet().removeAll(entries.keySet());
    }
  }

  private Map<String, Map<String, Object>> of(Call call) {
    return byUser.getOrDefault(call.required("userid"), Map.of());
  }

  private Answer everybody(Call call) {
    boolean all =
        call.caller().may("/access/groups", "User.Modify")
            || call.caller().may("/access/groups", "Sys.Audit");
    List<Map<String, Object>> rows = new ArrayList<>();
    byUser.forEach((user, entries) -> {
      if (!entries.isEmpty() && (all || user.equals(call.caller().user()))) {
        rows.add(Map.of("userid", user, "entries", List.copyOf(entries.values())));
      }
    });
    return Answer.of(rows);
  }

  private Answer add(Call call) {
    String user = call.required("userid");
    if (accounts.find(user).isEmpty()) {
      throw new Refusal.Died("no such user ('" + user + "')");
    }
    requirePassword(call);
    String type = call.required("type");
    Optional<Totp> app = call.text("totp").flatMap(Totp::of);
    if (type.equals("totp") && !isFirstCode(call, app)) {
      throw new Refusal.Died("failed to verify TOTP challenge");
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    String id = type.equals("recovery") ? type : UUID.nameUUIDFromBytes(bytes()).toString();
    entry.put("id", id);
    entry.put("type", type);
    entry.put("description", call.text("description").orElse(""));
    entry.put("created", call.now().getEpochSecond());
    app.ifPresent(made -> apps.put(id, made));
    byUser.computeIfAbsent(user, _ -> new LinkedHashMap<>()).put(id, entry);
    return Answer.of(Map.of("id", id));
  }

  /** Whoever sets an app up shows that it counts as the cluster does. */
  private static boolean isFirstCode(Call call, Optional<Totp> app) {
    String code = call.text("value").orElse("");
    return code.equals(CODE) || app.filter(made -> made.takes(code, call.now())).isPresent();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Whoever changes a second factor shows that he still has the first. */
  private void requirePassword(Call call) {
    String password = call.text("password").orElse("");
    if (!accounts.knows(call.caller().user(), password)) {
      throw new Refusal.WrongLogin();
    }
  }

  private Map<String, Object> require(Call call) {
    Map<String, Object> entry = of(call).get(call.required("id"));
    if (entry == null) {
      throw new Refusal.Died("no such entry '" + call.required("id") + "'");
    }
    return entry;
  }

  private Answer change(Call call) {
    requirePassword(call);
    Map<String, Object> entry = require(call);
    call.text("description").ifPresent(text -> entry.put("description", text));
    call.text("enable").ifPresent(text -> entry.put("enable", Integer.valueOf(text)));
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    requirePassword(call);
    require(call);
    of(call).remove(call.required("id"));
    apps.remove(call.required("id"));
    return Answer.of(null);
  }
}
