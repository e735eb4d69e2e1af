package dev.proxmoxmcp.app.token;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.UserId;

/**
 * Lets pass what rotating the tokens of one user takes, and nothing else: the person who types the
 * command has approved that.
 *
 * @param user whose tokens
 */
record RotationGate(UserId user) implements Gate {
  @Override
  public void pass(Outgoing outgoing) {
    if (outgoing.tier() == Tier.READ) {
      return;
    }
    boolean ofTokens =
        outgoing instanceof Outgoing.ApiRequest request
            && (request.path().startsWith("/access/users/" + user + "/token/")
                || (request.method().equals("PUT") && request.path().equals("/access/acl")));
    if (!ofTokens) {
      throw new Refused(outgoing, "a rotation changes tokens of " + user + " and nothing else");
    }
  }
}
