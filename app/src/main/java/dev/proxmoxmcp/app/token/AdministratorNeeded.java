package dev.proxmoxmcp.app.token;

/** The token may not rotate itself, and nobody is there who may. Nothing was changed. */
public final class AdministratorNeeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AdministratorNeeded(String message) {
    super(message);
  }
}
