package dev.proxmoxmcp.client.tls;

/** Why a certificate was not trusted. */
public enum CertificateProblem {
  /** Its time is over. */
  EXPIRED("it has expired"),
  /** Its time has not come, or the clock of one side is wrong. */
  NOT_YET_VALID("it is not valid yet"),
  /** It vouches for itself. */
  SELF_SIGNED("it is self-signed, and no authority that we trust vouches for it"),
  /** Someone vouches for it whom we do not know. */
  UNKNOWN_AUTHORITY("it was issued by an authority that we do not trust"),
  /** It is good, but for another host. */
  OTHER_NAME("it is for another host name"),
  /** Another certificate was pinned. */
  OTHER_PIN("it is not the pinned one"),
  /** It is of a member that the cluster told of, and nothing is there to verify that by. */
  NO_PIN_OF_NODE("no certificate is pinned for that node, and no authority is trusted"),
  /** Its key, or that of an authority on the way, is too short. */
  WEAK_KEY(
      "its key, or one on the way to the authority, is weak: RSA below 2048 bits, EC below 256"),
  /** Someone could have forged it. */
  WEAK_SIGNATURE("it, or one on the way to the authority, is signed over MD5 or SHA-1"),
  /** It was made for something else. */
  NOT_FOR_SERVERS("it may not be used by a server (its key usage)"),
  /** The settings say so. */
  REVOKED("its fingerprint, or that of an authority which signed it, is on the revoked list"),
  /** It is of a kind that this Java no longer accepts, or broken. */
  UNACCEPTABLE("it is malformed, or made with algorithms that are no longer accepted");

  private final String explanation;

  CertificateProblem(String explanation) {
    this.explanation = explanation;
  }

  /** The rest of the sentence "it was not trusted: …". */
  public String explanation() {
    return explanation;
  }
}
