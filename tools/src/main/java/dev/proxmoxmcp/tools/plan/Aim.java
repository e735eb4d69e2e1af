package dev.proxmoxmcp.tools.plan;

import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.cluster.GuestResource;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Subject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A step and what it is aimed at.
 *
 * @param outgoing what will leave
 * @param subject the guests that it is about
 */
public record Aim(Outgoing outgoing, Subject subject) {
  /** At exactly these guests. */
  public static Aim at(Outgoing outgoing, List<GuestResource> guests) {
    return new Aim(outgoing, new Subject(guests.stream().map(Aim::facts).toList(), true));
  }

  /** At exactly that guest. */
  public static Aim at(Outgoing outgoing, GuestResource guest) {
    return at(outgoing, List.of(guest));
  }

  /** A guest as rules see it. */
  public static GuestFacts facts(GuestResource guest) {
    Set<String> tags = new LinkedHashSet<>();
    guest.marks().tags().forEach(tag -> tags.add(tag.toLowerCase(Locale.ROOT)));
    return new GuestFacts(
        guest.ref().vmid().value(),
        Objects.requireNonNullElse(guest.name(), ""),
        Objects.requireNonNullElse(guest.marks().pool(), ""),
        tags);
  }
}
