package dev.proxmoxmcp.tools.guest;

import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.client.cluster.RunState;
import dev.proxmoxmcp.tools.text.Foreign;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a guest is told in a few words. */
public final class GuestWords {
  static final String TEMPLATE = "template";

  private GuestWords() {}

  /** "running", "stopped", …; a template is told as such, because it never runs. */
  static String state(GuestResource guest) {
    return guest.template() ? TEMPLATE : state(guest.state());
  }

  public static String state(RunState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What it means that a VM stands still, and the next step; goes on from its title.
   *
   * @param said the hypervisor's word for it, such as {@code io-error}
   */
  public static String halted(String said) {
    return switch (said) {
      case "io-error" ->
          "stands still by an I/O error: a disk of it could not be read or written; guest_get shows"
              + " where its disks lie";
      case "paused", "suspended" -> "is paused; guest_power with action=resume lets it go on";
      default -> "stands still: " + Foreign.name(said);
    };
  }

  /**
   * The same for who looks at that one guest.
   *
   * @param said the hypervisor's word for it, such as {@code io-error}
   */
  static String haltedExplained(String said) {
    return switch (said) {
      case "io-error" ->
          "it stands still: a disk could not be read or written, and its hypervisor halted it"
              + " there. Once its storage answers again or has room, guest_power with action=resume"
              + " lets it go on";
      case "paused", "suspended" -> "it stands still until guest_power with action=resume";
      case "guest-panicked" ->
          "its own system crashed; guest_power with action=reset starts it anew";
      case "internal-error" ->
          "its hypervisor met an error of its own; guest_power with action=stop, then start, starts"
              + " it anew";
      default -> "it stands still";
    };
  }

  /** How many of {@code guests} are in which state: "15 running, 8 stopped, 1 template". */
  public static String states(List<GuestResource> guests) {
    Map<String, Long> counts =
        guests.stream()
            .collect(Collectors.groupingBy(GuestWords::state, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /** {@code VM 101 "web-01"}. */
  public static String title(GuestResource guest) {
    String name = guest.name() == null ? "" : " " + Foreign.name(guest.name());
    return guest.ref().kind().label() + " " + guest.ref().vmid() + name;
  }
}
