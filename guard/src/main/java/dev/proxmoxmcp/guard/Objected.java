package dev.proxmoxmcp.guard;

/** An admission objects to a change: thrown so that its transaction keeps nothing. */
final class Objected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Objected(String objection) {
    super(objection);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
