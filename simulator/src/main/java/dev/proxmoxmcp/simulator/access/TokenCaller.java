package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Caller;
import java.util.Map;
import java.util.TreeMap;

/** A token with its privileges: with privilege separation what both it and its user have. */
record TokenCaller(ApiToken token, AccessList access) implements Caller {
  static final String SUPER_USER = "root@pam";

  @Override
  public String tokenId() {
    return token.id();
  }

  @Override
  public String user() {
    return token.user();
  }

  @Override
  public Map<String, Boolean> privileges(String path) {
    Map<String, Boolean> ofUser = UserRights.of(token.user(), access, path);
    if (!token.privilegeSeparation()) {
      return ofUser;
    }
    Map<String, Boolean> both = new TreeMap<>();
    access
        .privileges(token.id(), path)
        .forEach((privilege, inherited) -> {
          Boolean inheritedByUser = ofUser.get(privilege);
          if (inheritedByUser != null) {
            both.put(privilege, inherited && inheritedByUser);
          }
        });
    return both;
  }

  @Override
  public boolean may(String path, String privilege) {
    boolean user = token.user().equals(SUPER_USER) || access.allows(token.user(), path, privilege);
    return user && (!token.privilegeSeparation() || access.allows(token.id(), path, privilege));
  }

  /** What users may do: {@code root@pam} everything, others what the list says. */
  static final class UserRights {
    private UserRights() {}

    static Map<String, Boolean> of(String user, AccessList access, String path) {
      if (!user.equals(SUPER_USER)) {
        return access.privileges(user, path);
      }
      Map<String, Boolean> all = new TreeMap<>();
      Role administrator = access.roles().get("Administrator");
      if (administrator != null) {
        administrator.privileges().forEach(privilege -> all.put(privilege, true));
      }
      return all;
    }
  }
}
