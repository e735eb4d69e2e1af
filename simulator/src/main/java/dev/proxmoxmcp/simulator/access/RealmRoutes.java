package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Digest;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The realms, {@code /access/domains}. Mutable; guarded by the timeline's turn. */
final class RealmRoutes {
  private static final Set<String> BUILT_IN = Set.of("pam", "pve");
  private static final Map<String, List<String>> WANTED =
      Map.of(
          "ldap", List.of("server1", "base_dn", "user_attr"),
          "ad", List.of("server1", "domain"),
          "openid", List.of("issuer-url", "client-id"));

  private final Map<String, Map<String, Object>> realms = new LinkedHashMap<>();

  RealmRoutes() {
    realms.put("pam", realm("pam", "Linux PAM standard authentication"));
    realms.put("pve", realm("pve", "Proxmox VE authentication server"));
  }

  private static Map<String, Object> realm(String type, String comment) {
    return new LinkedHashMap<>(Map.of("type", type, "comment", comment));
  }

  List<Route> routes() {
    String one = "/access/domains/{realm}";
    return List.of(
        Route.get("/access/domains").needs(new Permission.World()).answers(_ -> list()),
        Route.post("/access/domains").takesAll().answers(this::create),
        Route.get(one)
            .needs(Permission.any("/access/realm", "Realm.Allocate", "Sys.Audit"))
            .answers(this::read),
        Route.put(one).takesAll().answers(this::change),
        Route.delete(one).answers(this::delete));
  }

  private Answer list() {
    return Answer.of(
        realms.entrySet().stream()
            .map(realm -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("realm", realm.getKey());
              for (String key : List.of("type", "comment", "tfa")) {
                if (realm.getValue().containsKey(key)) {
                  row.put(key, realm.getValue().get(key));
                }
              }
              return row;
            })
            .toList());
  }

  /** Of the file, in which those that are always there do not stand until they are changed. */
  private String digest() {
    return Digest.of(realms.size() == BUILT_IN.size() ? "" : realms.toString());
  }

  private Map<String, Object> require(Call call) {
    String name = call.required("realm");
    Map<String, Object> realm = realms.get(name);
    if (realm == null) {
      throw new Refusal.Died("auth server '" + name + "' does not exist");
    }
    return realm;
  }

  private Answer read(Call call) {
    Map<String, Object> answer = new LinkedHashMap<>(require(call));
    answer.put("digest", digest());
    return Answer.of(answer);
  }

  private Answer create(Call call) {
    String name = call.required("realm");
    if (realms.containsKey(name)) {
      throw new Refusal.Died("add auth server failed: domain '" + name + "' already exists");
    }
    for (String wanted : WANTED.getOrDefault(call.required("type"), List.of())) {
      if (call.text(wanted).isEmpty()) {
        throw new Refusal.Died(
            "add auth server failed: missing value for required option '" + wanted + "'");
      }
    }
    realms.put(name, settings(call));
    return Answer.of(null);
  }

  private static Map<String, Object> settings(Call call) {
    Map<String, Object> settings = new LinkedHashMap<>(call.values());
    settings.keySet().removeAll(Set.of("realm", "digest", "delete", "password"));
    return settings;
  }

  private Answer change(Call call) {
    Map<String, Object> realm = require(call);
    Digest.require(call, digest(), "update auth server failed: ");
    realm.keySet().removeAll(call.list("delete"));
    realm.putAll(settings(call));
    return Answer.of(null);
  }

  private Answer delete(Call call) {
    String name = call.required("realm");
    require(call);
    if (BUILT_IN.contains(name)) {
      throw new Refusal.Died("delete auth server failed: unable to delete built-in realm");
    }
    realms.remove(name);
    return Answer.of(null);
  }
}
