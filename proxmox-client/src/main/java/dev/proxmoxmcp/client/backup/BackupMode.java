package dev.proxmoxmcp.client.backup;

import java.util.Locale;

/** What becomes of a running guest while it is backed up. */
public enum BackupMode {
  /** It goes on; its state is that of one moment. */
  SNAPSHOT,
  /** It is halted for as long as it takes. */
  SUSPEND,
  /** It is shut down, and started again. */
  STOP;

  /** As Proxmox writes it. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }
}
