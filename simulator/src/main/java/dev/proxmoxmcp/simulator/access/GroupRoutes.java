package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Answer;
import dev.proxmoxmcp.simulator.api.Call;
import dev.proxmoxmcp.simulator.api.Parameter;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import dev.proxmoxmcp.simulator.api.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code /access/groups}. */
final class GroupRoutes {
  private static final Permission ALLOCATE = Permission.all("/access/groups", "Group.Allocate");
  private static final String[] SEEN_WITH = {"User.Modify", "Sys.Audit", "Group.Allocate"};

  private final Accounts accounts;

  GroupRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/access/groups").answers(this::list),
        Route.post("/access/groups")
            .needs(ALLOCATE)
            .takes(Parameter.text("groupid").mandatory(), Parameter.text("comment"))
            .answers(this::create),
        Route.get("/access/groups/{groupid}")
            .needs(Permission.any("/access/groups", "Sys.Audit", "Group.Allocate"))
            .answers(this::read),
        Route.put("/access/groups/{groupid}")
            .needs(ALLOCATE)
            .takes(Parameter.text("comment"))
            .answers(this::change),
        Route.delete("/access/groups/{groupid}").needs(ALLOCATE).answers(this::delete));
  }

  private Set<String> members(String group) {
    Set<String> members = new TreeSet<>();
    accounts.users().stream()
        .filter(user -> user.groups().contains(group))
        .forEach(user -> members.add(user.id()));
    return members;
  }

  private Answer list(Call call) {
    return Answer.of(
        accounts.groups().entrySet().stream()
            .filter(group -> seen(call, group.getKey()))
            .map(group -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("groupid", group.getKey());
              entry.put("users", String.join(",", members(group.getKey())));
              if (!group.getValue().isEmpty()) {
                entry.put("comment", group.getValue());
              }
              return entry;
            })
            .toList());
  }

  private static boolean seen(Call call, String group) {
    for (String privilege : SEEN_WITH) {
      if (call.caller().may("/access/groups/" + group, privilege)) {
        return true;
      }
    }
    return false;
  }

  private Answer read(Call call) {
    String group = call.required("groupid");
    String comment = accounts.groups().get(group);
    if (comment == null) {
      throw new Refusal.Died("group '" + group + "' does not exist");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("members", List.copyOf(members(group)));
    if (!comment.isEmpty()) {
      answer.put("comment", comment);
    }
    return Answer.of(answer);
  }

  private Answer create(Call call) {
    String group = call.required("groupid");
    if (accounts.groups().putIfAbsent(group, call.text("comment").orElse("")) != null) {
      throw new Refusal.Died("create group failed: group '" + group + "' already exists");
    }
    return Answer.of(null);
  }

  private Answer change(Call call) {
    String group = require(call, "modify");
    call.text("comment").ifPresent(comment -> accounts.groups().put(group, comment));
    return Answer.of(null);
  }

  private String require(Call call, String action) {
    String group = call.required("groupid");
    if (!accounts.groups().containsKey(group)) {
      throw new Refusal.Died("%s group failed: group '%s' does not exist".formatted(action, group));
    }
    return group;
  }

  private Answer delete(Call call) {
    String group = require(call, "delete");
    accounts.users().stream()
        .filter(user -> user.groups().contains(group))
        .forEach(user -> {
          Set<String> left = new TreeSet<>(user.groups());
          left.remove(group);
          accounts.put(user.in(left));
        });
    accounts.groups().remove(group);
    accounts.access().removeSubject("@" + group);
    return Answer.of(null);
  }
}
