package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.Load;
import dev.proxmoxmcp.client.Usage;
import dev.proxmoxmcp.client.cluster.GuestResource;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** In which order a list of guests stands; what is used most comes first. */
enum GuestSort {
  VMID,
  NAME,
  CPU,
  MEMORY,
  UPTIME;

  /** Total, so that pages fit together: equal ones stand in the order of their vmids. */
  Comparator<GuestResource> order() {
    Comparator<GuestResource> byVmid = Comparator.comparingInt(guest -> guest.ref().vmid().value());
    Comparator<GuestResource> order =
        switch (this) {
          case VMID -> byVmid;
          case NAME ->
              Comparator.comparing(
                  guest -> Objects.requireNonNullElse(guest.name(), ""),
                  String.CASE_INSENSITIVE_ORDER);
          case CPU -> Comparator.comparingDouble(guest -> -busyCores(guest.load().cpu()));
          case MEMORY -> Comparator.comparingLong(guest -> -used(guest.load().memory()));
          case UPTIME -> Comparator.comparingLong(guest -> -guest.load().uptime().toSeconds());
        };
    return order.thenComparing(byVmid);
  }

  /** The column that the order is about; empty where every list has it. */
  Optional<GuestField> field() {
    return switch (this) {
      case VMID, NAME -> Optional.empty();
      case CPU -> Optional.of(GuestField.CPU);
      case MEMORY -> Optional.of(GuestField.MEMORY);
      case UPTIME -> Optional.of(GuestField.UPTIME);
    };
  }

  private static double busyCores(Load.@Nullable Cpu cpu) {
    return cpu == null ? -1 : cpu.share().value() * cpu.cores();
  }

  private static long used(@Nullable Usage usage) {
    return usage == null ? -1 : usage.used().bytes();
  }
}
