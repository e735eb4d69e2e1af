package dev.proxmoxmcp.client;

/**
 * Proxmox does not accept the token: wrong secret, unknown, expired, or its user is disabled. It
 * says the same in all these cases, after 3 s; asking again with the same token is pointless.
 */
public final class Unauthenticated extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  /** Of what Proxmox said. */
  public Unauthenticated(Attempt attempt, TokenId token, String said) {
    super(
        attempt.failure()
            + ". Proxmox said: 401 "
            + quote(said)
            + ". It does not accept token "
            + token
            + ": its secret is wrong, it has expired or was removed, or user "
            + token.user()
            + " is disabled. Check on "
            + (attempt.product() == Product.PVE ? "a node" : "the host")
            + ": `"
            + attempt.product().tokensCommand(token.user().toString())
            + "` (does it exist, has it expired?) and `"
            + attempt.product().usersCommand()
            + "`; the secret cannot be shown again, only made anew.",
        Delivery.ANSWERED,
        null);
  }
}
