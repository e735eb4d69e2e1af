package dev.proxmoxmcp.simulator.api;

/** What became of a request's credentials. */
public sealed interface Login {
  /** They are good. */
  record Known(Caller caller) implements Login {}

  /** There are none. */
  record NoTicket() implements Login {}

  /**
   * They are wrong, expired or malformed.
   *
   * @param claimedId the token id that was claimed, empty if there was no readable one
   */
  record Failed(String claimedId) implements Login {}

  /**
   * The ticket is good, but a write lacks the token against request forgery that goes with it.
   *
   * @param user whose ticket it is
   */
  record Forged(String user) implements Login {}

  /** The token id that the request came with, whether or not it was good; empty without one. */
  default String tokenId() {
    return switch (this) {
      case Known(Caller caller) -> caller.tokenId();
      case NoTicket() -> "";
      case Failed(String claimedId) -> claimedId;
      case Forged(String user) -> user;
    };
  }
}
