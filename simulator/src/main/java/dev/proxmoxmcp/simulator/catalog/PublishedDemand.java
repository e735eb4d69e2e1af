package dev.proxmoxmcp.simulator.catalog;

import dev.proxmoxmcp.simulator.api.Caller;
import dev.proxmoxmcp.simulator.api.Demand;
import dev.proxmoxmcp.simulator.api.Permission;
import dev.proxmoxmcp.simulator.api.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The published check of one endpoint, done as {@code exec_api2_perm_check} of PVE::RPCEnvironment
 * does it.
 */
final class PublishedDemand implements Demand {
  private final JsonNode check;
  private final Members members;

  PublishedDemand(JsonNode check, Members members) {
    this.check = check;
    this.members = members;
  }

  /** What an endpoint asks for. */
  static Permission of(Catalog.Published endpoint, Members members) {
    JsonNode permissions = endpoint.facts().path("permissions");
    if (permissions.path("user").asString("").equals("world")) {
      return new Permission.World();
    }
    if (permissions.path("user").asString("").equals("all")) {
      return new Permission.AnyUser();
    }
    return new Permission.Published(
        permissions.has("check")
            ? new PublishedDemand(permissions.path("check"), members)
            : PublishedDemand::onlyRoot);
  }

  /** An endpoint that publishes no permission is for {@code root@pam} alone, tokens excluded. */
  private static void onlyRoot(Caller caller, Map<String, String> values) {
    if (!caller.root()) {
      throw Refusal.NotAllowed.because("user != root@pam");
    }
  }

  @Override
  public void check(Caller caller, Map<String, String> values) {
    if (!caller.root()) {
      new Examination(caller, values).pass(check);
    }
  }

  /** One caller with one call. */
  private final class Examination {
    private final Caller caller;
    private final Map<String, String> values;

    Examination(Caller caller, Map<String, String> values) {
      this.caller = caller;
      this.values = values;
    }

    void pass(JsonNode test) {
      switch (test.path(0).asString()) {
        case "and" -> test.valueStream().skip(1).forEach(this::pass);
        case "or" -> passOne(test);
        case "perm" -> passPrivileges(test);
        case "userid-group" -> passGroups(test);
        case "userid-param" -> passUser(test.path(1).asString());
        case "perm-modify" -> passModify(Permission.filled(test.path(1).asString(), values));
        default -> throw new IllegalStateException("unknown permission test " + test);
      }
    }

    private void passOne(JsonNode test) {
      if (test.valueStream().skip(1).noneMatch(this::passes)) {
        throw new Refusal.NotAllowed();
      }
    }

    private boolean passes(JsonNode test) {
      try {
        pass(test);
        return true;
      } catch (Refusal.NotAllowed | Refusal.Died refused) {
        return false;
      }
    }

    private void passPrivileges(JsonNode test) {
      String wanted = option(test, 3, "require_param");
      if (!wanted.isEmpty() && !values.containsKey(wanted)) {
        throw new Refusal.NotAllowed();
      }
      List<String> privileges = texts(test.path(2));
      String path = test.path(1).asString();
      Permission permission =
          option(test, 3, "any").isEmpty()
              ? new Permission.All(path, privileges)
              : new Permission.Any(path, privileges);
      permission.check(caller, values);
    }

    /** Who may change users may do so everywhere, or only those of some groups. */
    private void passGroups(JsonNode test) {
      List<String> privileges = texts(test.path(1));
      String mode = option(test, 2, "groups_param");
      String user = values.getOrDefault("userid", "");
      Set<String> groups =
          members
              .groupsOf(user)
              .orElseGet(() -> {
                if (!mode.equals("create")) {
                  throw new Refusal.Died("no such user ('" + user + "')");
                }
                return Set.of();
              });
      if (mayAny("/access/groups", privileges)) {
        return;
      }
      if (!mode.isEmpty() && (mode.equals("create") || values.containsKey("groups"))) {
        List<String> asked = ValueRule.items(values.getOrDefault("groups", ""));
        if (asked.isEmpty()) {
          throw new Refusal.NotAllowed("/access/groups", String.join("|", privileges));
        }
        for (String group : asked) {
          new Permission.Any("/access/groups/" + group, privileges).check(caller, Map.of());
        }
      }
      if (!mode.equals("create")
          && groups.stream().noneMatch(group -> mayAny("/access/groups/" + group, privileges))) {
        throw new Refusal.NotAllowed();
      }
    }

    private boolean mayAny(String path, List<String> privileges) {
      return privileges.stream().anyMatch(privilege -> caller.may(path, privilege));
    }

    private void passUser(String how) {
      String user = values.getOrDefault("userid", "");
      switch (how) {
        case "self" -> {
          boolean self = user.equals(caller.tokenId()); // a token is not its user;
          if (!self || members.groupsOf(user).isEmpty()) {
            throw new Refusal.NotAllowed();
          }
        }
        case "Realm.AllocateUser" ->
            Permission.all("/access/realm/" + user.substring(user.lastIndexOf('@') + 1), how)
                .check(caller, Map.of());
        default -> throw new IllegalStateException("unknown test of a user: " + how);
      }
    }

    private void passModify(String path) {
      List<String> enough = new ArrayList<>(List.of("Permissions.Modify"));
      if (path.startsWith("/storage")) {
        enough.add("Datastore.Allocate");
      } else if (path.startsWith("/vms")) {
        enough.add("VM.Allocate");
      } else if (path.startsWith("/pool")) {
        enough.add("Pool.Allocate");
      }
      new Permission.Any(path, enough).check(caller, Map.of());
    }
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  /** The value behind a name among the options of a test, or empty. */
  private static String option(JsonNode test, int from, String name) {
    for (int index = from; index + 1 < test.size(); index += 2) {
      if (test.path(index).asString().equals(name)) {
        return test.path(index + 1).isValueNode()
            ? test.path(index + 1).asString()
            : test.path(index + 1).toString();
      }
    }
    return "";
  }
}
