package dev.proxmoxmcp.settings;

import dev.proxmoxmcp.settings.ClusterEntry.Kind;
import java.util.Locale;
import java.util.Optional;

/** What answers at the endpoints, as it is written. */
final class KindText {
  /** What may be written. */
  static final String ACCEPTED = "pve (Proxmox VE, the default) or pbs (Proxmox Backup Server)";

  private KindText() {}

  /** The kind that {@code text} means; empty if it means none. */
  static Optional<Kind> read(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "pve" -> Optional.of(Kind.PVE);
      case "pbs" -> Optional.of(Kind.PBS);
      default -> Optional.empty();
    };
  }
}
