package dev.proxmoxmcp.tools.argument;

/** The arguments of a call cannot be used; the message says what was wrong and what is accepted. */
public final class ArgumentProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ArgumentProblem(String message) {
    super(message);
  }

  /** What was wrong and what is accepted. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
