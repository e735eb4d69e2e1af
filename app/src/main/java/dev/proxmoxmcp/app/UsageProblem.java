package dev.proxmoxmcp.app;

/** The command line cannot be used; the message says what was wrong and what is accepted. */
public final class UsageProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageProblem(String message) {
    super(message);
  }
}
