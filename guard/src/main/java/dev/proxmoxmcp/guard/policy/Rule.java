package dev.proxmoxmcp.guard.policy;

import java.util.Optional;

/**
 * One rule. Immutable.
 *
 * @param effect what it does with what it matches
 * @param match which wishes it is about
 * @param place where people find it: a file and a line
 * @param because what its writer says about it, for whom it stops; "" for nothing
 */
public record Rule(Effect effect, Match match, String place, String because) {
  /** A rule of which its writer says nothing more. */
  public Rule(Effect effect, Match match, String place) {
    this(effect, match, place, "");
  }

  /** Whether it is about {@code wish}. */
  public boolean matches(Wish wish) {
    return match.miss(wish, effect.reading()).isEmpty();
  }

  /** Why it is not about {@code wish}, for people; empty if it is. */
  public Optional<String> whyNot(Wish wish) {
    return match.miss(wish, effect.reading()).map(miss -> miss.text(wish));
  }

  /** As people know it: its place, and what its writer says. */
  public String by() {
    return because.isEmpty() ? place : place + " (" + because + ")";
  }

  /** For people, with the conditions under each other: {@code deny tier: destroy}. */
  public String text() {
    return "%-5s %s".formatted(effect.label(), match.text());
  }
}
