package dev.proxmoxmcp.guard.plan;

import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Safeguards;
import dev.proxmoxmcp.guard.policy.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A step with all that rules and people go by.
 *
 * @param step what will leave
 * @param subject the guests that it is about
 * @param shown its parameters for people and for the audit trail, secrets hidden; "" for none
 * @param needs the privileges that Proxmox wants for it, for people; "" if that is not known
 */
public record PlannedStep(Step step, Subject subject, String shown, String needs) {
  PlannedStep protecting(Predicate<GuestFacts> guarded) {
    List<GuestFacts> guests =
        subject.guests().stream()
            .map(guest -> guarded.test(guest) ? guarded(guest) : guest)
            .toList();
    return new PlannedStep(step, new Subject(guests, subject.complete()), shown, needs);
  }

  private static GuestFacts guarded(GuestFacts guest) {
    Set<String> tags = new HashSet<>(guest.tags());
    tags.add(Safeguards.TAG);
    return new GuestFacts(guest.vmid(), guest.name(), guest.pool(), tags);
  }
}
