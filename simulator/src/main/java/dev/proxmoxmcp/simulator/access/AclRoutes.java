package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.access.AccessList.Entry;
import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code /access/acl}. */
final class AclRoutes {
  private static final Pattern PATHS =
      Pattern.compile(
          "/|/access(/groups(/[^/]+)?|/realm(/[^/]+)?)?|/nodes(/[^/]+)?|/pool(/[^/]+){0,3}"
              + "|/sdn(/.+)?|/storage(/[^/]+)?|/vms(/[1-9]\\d{2,8})?|/mapping(/[a-z]+(/[^/]+)?)?");

  private final Accounts accounts;

  AclRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/access/acl").answers(this::entries),
        Route.put("/access/acl")
            .takes(
                Parameter.text("path").mandatory(),
                Parameter.text("roles").mandatory(),
                Parameter.flag("delete"),
                Parameter.text("groups"),
                Parameter.flag("propagate"),
                Parameter.text("tokens"),
                Parameter.text("users"))
            .answers(this::change));
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
                    type(entry.subject()),
                    "ugid",
                    entry.subject().replaceFirst("^@", ""),
                    "roleid",
                    entry.role(),
                    "propagate",
                    entry.inherited() ? 1 : 0))
            .toList());
  }

  private static String type(String subject) {
    if (subject.startsWith("@")) {
      return "group";
    }
    return subject.contains("!") ? "token" : "user";
  }

  private Answer change(Call call) {
    String path = call.required("path");
    requireModify(call, path);
    if (!PATHS.matcher(path).matches()) {
      throw Refusal.BadParameters.about("path", "invalid ACL path '" + path + "'");
    }
    boolean inherited = call.text("propagate").isEmpty() || call.flag("propagate");
    for (String role : call.list("roles")) {
      if (!accounts.access().roles().containsKey(role)) {
        throw failed("role '" + role + "' does not exist");
      }
      for (String subject : subjects(call)) {
        Entry entry = new Entry(path, subject, role, inherited);
        if (call.flag("delete")) {
          accounts.access().remove(entry);
        } else {
          accounts.access().add(entry);
        }
      }
    }
    return Answer.of(null);
  }

  private List<String> subjects(Call call) {
    List<String> subjects = new ArrayList<>();
    for (String group : call.list("groups")) {
      if (!accounts.groups().containsKey(group)) {
        throw failed("group '" + group + "' does not exist");
      }
      subjects.add("@" + group);
    }
    for (String user : call.list("users")) {
      if (accounts.find(user).isEmpty()) {
        throw failed("user '" + user + "' does not exist");
      }
      subjects.add(user);
    }
    for (String token : call.list("tokens")) {
      if (accounts.token(token).isEmpty()) {
        throw failed("token '" + token + "' does not exist");
      }
      subjects.add(token);
    }
    return subjects;
  }

  private static Refusal failed(String why) {
    return new Refusal.Died("ACL update failed: " + why);
  }

  /** Who may create the things of a path may also say who may use them. */
  private static void requireModify(Call call, String path) {
    List<String> enough = new ArrayList<>(List.of("Permissions.Modify"));
    if (path.startsWith("/storage/")) {
      enough.add("Datastore.Allocate");
    } else if (path.startsWith("/vms/")) {
      enough.add("VM.Allocate");
    } else if (path.startsWith("/pool/")) {
      enough.add("Pool.Allocate");
    }
    Permission.any(path, enough.toArray(String[]::new)).check(call.caller(), Map.of());
  }
}
