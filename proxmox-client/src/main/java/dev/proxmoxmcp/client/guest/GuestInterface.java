package dev.proxmoxmcp.client.guest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface, as the guest tells of it.
 *
 * @param name such as {@code eth0}
 * @param hardwareAddress null if not told
 * @param addresses with their prefix: {@code 192.0.2.10/24}; written by the guest, so not to be
 *     trusted
 */
public record GuestInterface(
    String name, @Nullable String hardwareAddress, List<String> addresses) {
  /** Copies the addresses. */
  public GuestInterface {
    addresses = List.copyOf(addresses);
  }
}
