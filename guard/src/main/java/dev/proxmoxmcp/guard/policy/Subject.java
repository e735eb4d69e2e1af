package dev.proxmoxmcp.guard.policy;

import java.util.List;

/**
 * What a step is about.
 *
 * @param guests the guests that it can have an effect on, as far as is known
 * @param complete whether these are all of them. Where they are not, a rule that forbids applies,
 *     and one that allows does not
 */
public record Subject(List<GuestFacts> guests, boolean complete) {
  /** It is not about guests. */
  public static final Subject NO_GUEST = new Subject(List.of(), true);

  /** It can be about any guest. */
  public static final Subject UNKNOWN = new Subject(List.of(), false);

  /** Copies the list. */
  public Subject {
    guests = List.copyOf(guests);
  }
}
