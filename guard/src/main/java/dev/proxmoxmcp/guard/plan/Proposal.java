package dev.proxmoxmcp.guard.plan;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Safeguards;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a call wants to do.
 *
 * @param call the call itself
 * @param title what it does, for people: {@code stop of VM 101 "web1" on pve1}
 * @param steps all that will leave, in its order; may be empty where there are only looks
 * @param looks what may be sent after the steps, as often as it takes and with any parameters,
 *     though it is no read
 * @param conditions what must still be so when it is run
 * @param notes what a person should know before he decides: what is lost, what depends on it
 * @param undo how it is taken back
 */
public record Proposal(
    Call call,
    String title,
    List<PlannedStep> steps,
    List<PlannedStep> looks,
    List<Condition> conditions,
    List<String> notes,
    Undo undo) {
  /** The tag of guests whose name a person must type. */
  public static final String PROTECTED = Safeguards.TAG;

  private static final Pattern COMMA = Pattern.compile(",");

  /** Copies the lists, and puts the conditions into one order. */
  public Proposal {
    steps = List.copyOf(steps);
    looks = List.copyOf(looks);
    conditions = conditions.stream().sorted(Comparator.comparing(Condition::name)).toList();
    notes = List.copyOf(notes);
  }

  /** The same without the arguments of its call, for when it is not made again. */
  public Proposal withoutArguments() {
    Call bare = new Call(call.tool(), call.cluster(), "", call.kept(), call.secret());
    return new Proposal(bare, title, steps, looks, conditions, notes, undo);
  }

  /** The same, taken back in that way. */
  Proposal takenBack(Undo how) {
    return new Proposal(call, title, steps, looks, conditions, notes, how);
  }

  /** Steps and looks. */
  public List<PlannedStep> all() {
    return Stream.of(steps, looks).flatMap(Collection::stream).toList();
  }

  /** The tiers that it needs, from harmless to grave. */
  public Set<Tier> tiers() {
    EnumSet<Tier> tiers = EnumSet.noneOf(Tier.class);
    all().forEach(one -> tiers.add(one.step().tier()));
    return tiers;
  }

  /** The names that a person must type to say yes: of guests that are protected. */
  public List<String> namesToType() {
    return all().stream()
        .flatMap(one -> one.subject().guests().stream())
        .filter(guest -> guest.tags().contains(PROTECTED))
        .map(guest -> guest.name().isEmpty() ? Integer.toString(guest.vmid()) : guest.name())
        .distinct()
        .toList();
  }

  /**
   * Whether what a person typed is all of these names and nothing else.
   *
   * @param typed names parted by commas; "" for none
   */
  public boolean namedBy(String typed) {
    Set<String> names =
        COMMA
            .splitAsStream(typed)
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    return names.equals(Set.copyOf(namesToType()));
  }

  /** The same with these guests protected, whatever their tags are. */
  public Proposal protecting(Predicate<GuestFacts> guarded) {
    return new Proposal(
        call,
        title,
        steps.stream().map(step -> step.protecting(guarded)).toList(),
        looks.stream().map(step -> step.protecting(guarded)).toList(),
        conditions,
        notes,
        undo);
  }
}
