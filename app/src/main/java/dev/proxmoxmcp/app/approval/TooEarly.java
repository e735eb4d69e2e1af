package dev.proxmoxmcp.app.approval;

/** Nobody may show that he is a person before some time is over; the message is for the user. */
public final class TooEarly extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooEarly(String message) {
    super(message);
  }
}
