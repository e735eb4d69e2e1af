package dev.proxmoxmcp.simulator.pbs;

import dev.proxmoxmcp.base.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Users, tokens, roles, permissions, and logging in. */
final class AccessHandlers {
  private static final String USER = "/access/users/{userid}";
  private static final String TOKEN = USER + "/token/{token-name}";
  private static final List<String> ANY_ACCESS = List.of("Sys.Audit", "Permissions.Modify");

  private final BackupState state;
  private final Accounts accounts;

  AccessHandlers(BackupState state) {
    this.state = state;
    this.accounts = state.accounts();
  }

  void register(Handlers handlers) {
    handlers
        .get("/access/permissions", this::permissions)
        .get("/access/roles", _ -> BackupAnswer.of(roles()))
        .get("/access/domains", _ -> BackupAnswer.of(domains()))
        .get("/access/acl", this::acl)
        .put("/access/acl", this::changeAcl)
        .get("/access/users", this::users)
        .post("/access/users", this::addUser)
        .get(USER, call -> BackupAnswer.of(user(call)))
        .put(USER, this::changeUser)
        .delete(USER, this::removeUser)
        .get(USER + "/token", call -> BackupAnswer.of(accounts.tokensOf(call.text("userid"))))
        .post(TOKEN, this::addToken)
        .get(TOKEN, call -> BackupAnswer.of(token(call)))
        .put(TOKEN, this::changeToken)
        .delete(TOKEN, this::removeToken)
        .post("/access/ticket", this::login);
  }

  private BackupAnswer permissions(BackupCall call) {
    AuthId who = call.find("auth-id").map(AuthId::parse).orElse(call.caller());
    boolean ownToken = who.isToken() && who.owner().equals(call.caller());
    boolean audits = state.rights().any(call.caller(), "/access", List.of("Sys.Audit"));
    if (!who.equals(call.caller()) && !ownToken && !audits) {
      throw Refused.bad("not allowed to list permissions of " + who);
    }
    Map<String, Object> byPath = new LinkedHashMap<>();
    List<String> paths =
        call.find("path").map(List::of).orElseGet(() -> List.copyOf(state.rights().paths(who)));
    for (String path : paths) {
      Map<String, Boolean> privileges = state.rights().on(who, path);
      if (!privileges.isEmpty()) {
        byPath.put(path, privileges);
      }
    }
    return BackupAnswer.of(byPath);
  }

  private static List<Map<String, Object>> roles() {
    List<Map<String, Object>> rows = new ArrayList<>();
    Roles.all()
        .forEach((role, privileges) ->
            rows.add(Map.of("roleid", role, "privs", List.copyOf(privileges))));
    return rows;
  }

  private List<Map<String, Object>> domains() {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(Map.of("realm", "pam", "type", "pam", "comment", "Linux PAM standard authentication"));
    rows.add(
        Map.of("realm", "pbs", "type", "pbs", "comment", "Proxmox Backup authentication server"));
    for (String type : List.of("ad", "ldap", "openid")) {
      state
          .sections()
          .all("/config/access/" + type)
          .forEach(
              realm -> rows.add(Map.of("realm", String.valueOf(realm.get("realm")), "type", type)));
    }
    return rows;
  }

  private BackupAnswer acl(BackupCall call) {
    boolean all = state.rights().any(call.caller(), "/access/acl", ANY_ACCESS);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Rights.Entry entry : state.rights().entries()) {
      boolean wanted =
          call.find("path")
              .map(path ->
                  entry.path().equals(path)
                      || (!call.flag("exact", false) && entry.path().startsWith(path)))
              .orElse(true);
      boolean own =
          AuthId.parse(entry.who()).isToken()
              && AuthId.parse(entry.who()).owner().equals(call.caller());
      if (wanted && (all || own)) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("path", entry.path());
        row.put("propagate", entry.propagate());
        row.put("roleid", entry.role());
        row.put("ugid", entry.who());
        row.put("ugid_type", "user");
        rows.add(row);
      }
    }
    return BackupAnswer.of(rows);
  }

  private BackupAnswer changeAcl(BackupCall call) {
    String who =
        call.find("auth-id")
            .orElseThrow(() -> Refused.bad("missing 'userid' or 'group' parameter."));
    AuthId id = AuthId.parse(who);
    String path = call.text("path");
    boolean ownToken = id.isToken() && id.owner().equals(call.caller());
    if (!ownToken && !state.rights().any(call.caller(), path, List.of("Permissions.Modify"))) {
      throw Refused.bad(
          call.caller().isToken()
              ? "Unprivileged API token can't set ACL items."
              : "Unprivileged user can only set ACL items for owned API tokens.");
    }
    boolean known = id.isToken() ? accounts.token(who).isPresent() : accounts.user(who).isPresent();
    boolean delete = call.flag("delete", false);
    if (!known && !delete) {
      throw Refused.bad("no such " + (id.isToken() ? "API token" : "user") + ".");
    }
    Rights.Entry entry =
        new Rights.Entry(path, who, call.text("role"), call.flag("propagate", true));
    if (delete) {
      state.rights().revoke(entry);
    } else {
      state.rights().grant(entry);
    }
    return BackupAnswer.done();
  }

  private BackupAnswer users(BackupCall call) {
    boolean all = state.rights().any(call.caller(), "/access/users", List.of("Sys.Audit"));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> user : accounts.users()) {
      String id = String.valueOf(user.get("userid"));
      if (all || id.equals(call.caller().user())) {
        Map<String, Object> row = new LinkedHashMap<>(user);
        if (call.flag("include_tokens", false)) {
          row.put("tokens", accounts.tokensOf(id));
        }
        rows.add(row);
      }
    }
    return BackupAnswer.of(rows);
  }

  private Map<String, Object> user(BackupCall call) {
    return accounts
        .user(call.text("userid"))
        .orElseThrow(() -> Refused.bad("no such user '" + call.text("userid") + "'"));
  }

  private BackupAnswer addUser(BackupCall call) {
    String id = call.text("userid");
    if (accounts.user(id).isPresent()) {
      throw Refused.bad("user '" + id + "' already exists.");
    }
    Map<String, Object> user = new LinkedHashMap<>(call.values());
    user.remove("password");
    accounts.put(id, user);
    call.find("password").ifPresent(text -> accounts.password(id, Secret.simulated(text)));
    return BackupAnswer.done();
  }

  private BackupAnswer changeUser(BackupCall call) {
    Map<String, Object> user = new LinkedHashMap<>(user(call));
    change(call, user);
    accounts.put(call.text("userid"), user);
    call.find("password")
        .ifPresent(text -> accounts.password(call.text("userid"), Secret.simulated(text)));
    return BackupAnswer.done();
  }

  private static void change(BackupCall call, Map<String, Object> account) {
    call.list("delete").forEach(account::remove);
    for (String name : List.of("comment", "enable", "expire", "email", "firstname", "lastname")) {
      Object value = call.values().get(name);
      if (value != null) {
        account.put(name, value);
      }
    }
  }

  private BackupAnswer removeUser(BackupCall call) {
    user(call);
    accounts.remove(call.text("userid"));
    return BackupAnswer.done();
  }

  private static String id(BackupCall call) {
    return call.text("userid") + "!" + call.text("token-name");
  }

  private Map<String, Object> token(BackupCall call) {
    return accounts
        .token(id(call))
        .orElseThrow(() -> Refused.bad("no such token '" + id(call) + "'"));
  }

  private BackupAnswer addToken(BackupCall call) {
    user(call);
    String id = id(call);
    if (accounts.token(id).isPresent()) {
      throw Refused.bad(
          "token '"
              + call.text("token-name")
              + "' for user '"
              + call.text("userid")
              + "' already exists.");
    }
    Map<String, Object> token = new LinkedHashMap<>();
    token.put("tokenid", id);
    token.put("token-name", call.text("token-name"));
    change(call, token);
    accounts.putToken(id, token);
    String secret = newSecret();
    accounts.secret(id, Secret.simulated(secret));
    return BackupAnswer.of(Map.of("tokenid", id, "value", secret));
  }

  private String newSecret() {
    return new UUID(state.random().nextLong(), state.random().nextLong()).toString();
  }

  private BackupAnswer changeToken(BackupCall call) {
    Map<String, Object> token = new LinkedHashMap<>(token(call));
    change(call, token);
    accounts.putToken(id(call), token);
    if (!call.flag("regenerate", false)) {
      return BackupAnswer.of(Map.of());
    }
    String secret = newSecret();
    accounts.secret(id(call), Secret.simulated(secret));
    return BackupAnswer.of(Map.of("secret", secret));
  }

  private BackupAnswer removeToken(BackupCall call) {
    token(call);
    accounts.removeToken(id(call));
    return BackupAnswer.done();
  }

  private BackupAnswer login(BackupCall call) {
    String user = call.text("username");
    String password = call.find("password").orElse("");
    if (password.isBlank() || !accounts.knows(user, Secret.simulated(password))) {
      throw Refused.unauthenticated("permission check failed.");
    }
    String stamp = Long.toHexString(call.now().getEpochSecond());
    String ticket = "PBS:" + user + ":" + stamp + "::" + newSecret();
    state.ticket(ticket, user);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("username", user);
    answer.put("ticket", ticket);
    answer.put("CSRFPreventionToken", BackupState.csrf(user));
    return BackupAnswer.of(answer);
  }
}
