package dev.proxmoxmcp.simulator.access;

import dev.proxmoxmcp.simulator.api.Caller;
import java.util.Map;

/** A user with a ticket. */
record UserCaller(String user, AccessList access) implements Caller {
  @Override
  public String tokenId() {
    return user;
  }

  @Override
  public Map<String, Boolean> privileges(String path) {
    return TokenCaller.UserRights.of(user, access, path);
  }

  @Override
  public boolean may(String path, String privilege) {
    return root() || access.allows(user, path, privilege);
  }

  @Override
  public boolean root() {
    return user.equals(TokenCaller.SUPER_USER);
  }

  @Override
  public boolean hasTicket() {
    return true;
  }
}
