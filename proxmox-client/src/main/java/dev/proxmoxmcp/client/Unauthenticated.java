package dev.proxmoxmcp.client;

/**
 * Proxmox does not accept what proves as whom this client acts: of a token, wrong secret, unknown,
 * expired, or its user is disabled. It says the same in all these cases, after 3 s; asking again
 * with the same is pointless.
 */
public final class Unauthenticated extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  /** Of what Proxmox said. */
  public Unauthenticated(Attempt attempt, AuthId who, String said) {
    this(
        Fault.NOT_ACCEPTED,
        attempt.failure()
            + ". Proxmox said: 401 "
            + quote(said)
            + ". It does not accept "
            + who.described()
            + ": "
            + advice(attempt, who),
        Delivery.ANSWERED);
  }

  private Unauthenticated(Fault fault, String message, Delivery delivery) {
    super(fault, message, delivery, null);
  }

  /** The password was right, and Proxmox wants a second factor that this client cannot give. */
  public static Unauthenticated withoutSecondFactor(Attempt attempt, UserId user) {
    return new Unauthenticated(
        Fault.SECOND_FACTOR,
        attempt.failure()
            + ". Proxmox wants a second factor of user "
            + user
            + ", a TOTP code, and no secret to make one was configured. Configure it, or use an API"
            + " token, which needs no second factor.",
        Delivery.ANSWERED);
  }

  /**
   * It was refused just now, and is not tried again so soon, since each try counts against the
   * user.
   *
   * @param before what came of the last try
   */
  public static Unauthenticated notTriedAgain(Attempt attempt, Unauthenticated before) {
    return new Unauthenticated(
        before.fault(),
        attempt.failure() + ": not tried, because a moment ago: " + before.getMessage(),
        Delivery.NOT_SENT);
  }

  private static String advice(Attempt attempt, AuthId who) {
    return switch (who) {
      case TokenId token ->
          "its secret is wrong, it has expired or was removed, or user "
              + token.user()
              + " is disabled. Check on "
              + (attempt.product() == Product.PVE ? "a node" : "the host")
              + ": `"
              + attempt.product().tokensCommand(token.user().toString())
              + "` (does it exist, has it expired?) and `"
              + attempt.product().usersCommand()
              + "`; the secret cannot be shown again, only made anew.";
      case UserId _ ->
          "its password or its second factor is wrong, or it has expired, or is disabled or locked."
              + " Check on "
              + (attempt.product() == Product.PVE ? "a node" : "the host")
              + ": `"
              + attempt.product().usersCommand()
              + (attempt.product() == Product.PVE ? "`, and `pveum user tfa list`." : "`.");
    };
  }
}
