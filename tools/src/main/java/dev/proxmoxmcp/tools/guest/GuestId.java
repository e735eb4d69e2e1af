package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.cluster.GuestResource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A vmid as people write it: {@code 103}; {@code VM 103} and {@code CT 201}, as answers do; {@code
 * qemu/103} and {@code lxc/201}, as Proxmox does.
 *
 * @param kind null if not written
 */
record GuestId(@Nullable GuestKind kind, Vmid vmid) {
  /** The number as Proxmox writes it: no leading zero, at least 100. No name has a blank or "/". */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:(?<kind>VM|QEMU|CT|LXC)(?: |/))?(?<vmid>[1-9][0-9]{2,8})", Pattern.CASE_INSENSITIVE);

  /** Empty if {@code text} is none. */
  static Optional<GuestId> of(String text) {
    Matcher written = WRITTEN.matcher(text);
    return written.matches()
        ? Optional.of(new GuestId(kind(written.group("kind")), Vmid.parse(written.group("vmid"))))
        : Optional.empty();
  }

  private static @Nullable GuestKind kind(@Nullable String written) {
    return switch (written == null ? "" : written.toUpperCase(Locale.ROOT)) {
      case "VM", "QEMU" -> GuestKind.QEMU;
      case "CT", "LXC" -> GuestKind.LXC;
      default -> null;
    };
  }

  /** Whether it means {@code guest}: a guest of the other kind it does not. */
  boolean fits(GuestResource guest) {
    return guest.ref().vmid().equals(vmid) && (kind == null || guest.ref().kind() == kind);
  }
}
