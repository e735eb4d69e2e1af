package dev.proxmoxmcp.guard.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which wishes a rule is about: those for which every condition holds. Immutable.
 *
 * @param ofWish what it asks of the wish, what it can do among it
 * @param ofGuest what it asks of the guests, of each of them all of it
 */
public record Match(List<Condition.OfWish> ofWish, List<Condition.OfGuest> ofGuest) {
  /** Copies the lists. */
  public Match {
    ofWish = List.copyOf(ofWish);
    ofGuest = List.copyOf(ofGuest);
  }

  /** All of {@code conditions}. Without one about tiers it is about all of them but read. */
  public static Match of(List<Condition> conditions) {
    List<Condition.OfWish> ofWish = new ArrayList<>();
    List<Condition.OfGuest> ofGuest = new ArrayList<>();
    for (Condition condition : conditions) {
      switch (condition) {
        case Condition.OfWish one -> ofWish.add(one);
        case Condition.OfGuest one -> ofGuest.add(one);
      }
    }
    if (ofWish.stream().noneMatch(Condition.Tiers.class::isInstance)) {
      ofWish.addFirst(Condition.Tiers.ALL_BUT_READ);
    }
    return new Match(ofWish, ofGuest);
  }

  /**
   * Why it is not about {@code wish}; empty if it is. Where the guests are not all known, what
   * forbids is about it, and what allows is not. Of several guests one is enough to forbid, and all
   * are needed to allow.
   */
  Optional<Miss> miss(Wish wish, Reading reading) {
    for (Condition.OfWish condition : ofWish) {
      if (!condition.holds(wish, reading)) {
        return Optional.of(new Miss(condition, null));
      }
    }
    if (ofGuest.isEmpty()) {
      return Optional.empty();
    }
    return switch (reading) {
      case GENEROUS -> missOfAny(wish.subject());
      case STRICT -> missOfAll(wish.subject());
    };
  }

  private Optional<Miss> missOfAny(Subject subject) {
    if (!subject.complete()) {
      return Optional.empty();
    }
    Miss first = new Miss(ofGuest.getFirst(), null);
    for (GuestFacts guest : subject.guests().reversed()) {
      Condition.OfGuest failing = failing(guest, Reading.GENEROUS);
      if (failing == null) {
        return Optional.empty();
      }
      first = new Miss(failing, guest);
    }
    return Optional.of(first);
  }

  private Optional<Miss> missOfAll(Subject subject) {
    if (!subject.complete() || subject.guests().isEmpty()) {
      return Optional.of(new Miss(ofGuest.getFirst(), null));
    }
    for (GuestFacts guest : subject.guests()) {
      Condition.OfGuest failing = failing(guest, Reading.STRICT);
      if (failing != null) {
        return Optional.of(new Miss(failing, guest));
      }
    }
    return Optional.empty();
  }

  private Condition.@Nullable OfGuest failing(GuestFacts guest, Reading reading) {
    for (Condition.OfGuest condition : ofGuest) {
      if (!condition.holds(guest, reading)) {
        return condition;
      }
    }
    return null;
  }

  /** For people: {@code tier: destroy; tag: production}. */
  public String text() {
    List<String> parts = new ArrayList<>();
    for (ConditionKey key : ConditionKey.values()) {
      ofWish.stream().filter(one -> one.key() == key).forEach(one -> parts.add(text(one)));
      ofGuest.stream().filter(one -> one.key() == key).forEach(one -> parts.add(text(one)));
    }
    return String.join("; ", parts);
  }

  private static String text(Condition condition) {
    return condition.key().label() + ": " + condition.listed();
  }

  /**
   * What did not hold.
   *
   * @param condition the first that did not
   * @param guest of which guest; null where it is about none, or about unknown ones
   */
  record Miss(Condition condition, @Nullable GuestFacts guest) {
    /** For people, behind the name of a rule. */
    String text(Wish wish) {
      String wanted = "it is for " + Match.text(condition);
      return switch (condition) {
        case Condition.OfWish one -> wanted + ", and this is " + one.actual(wish);
        case Condition.OfGuest one -> {
          if (guest != null) {
            yield wanted + ", and guest " + guest.vmid() + " is " + one.actual(guest);
          }
          yield wanted
              + (wish.subject().complete()
                  ? ", and this is about no guest"
                  : ", and which guests this is about is not known");
        }
      };
    }
  }
}
