package dev.proxmoxmcp.guard.store;

import org.jspecify.annotations.Nullable;

/** What the guard has to keep could not be kept or read. */
public final class CannotRecord extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do, whole sentences
   * @param cause what was thrown; null for nothing
   */
  public CannotRecord(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
