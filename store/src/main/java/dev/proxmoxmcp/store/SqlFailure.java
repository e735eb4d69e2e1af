package dev.proxmoxmcp.store;

import java.sql.SQLException;

/** SQLite said no while a work went on; never leaves this package. */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SQLException reason;

  SqlFailure(SQLException reason) {
    super(reason);
    this.reason = reason;
  }

  SQLException reason() {
    return reason;
  }
}
