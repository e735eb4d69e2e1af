package dev.proxmoxmcp.guard.policy;

import dev.proxmoxmcp.base.ForeignText;
import dev.proxmoxmcp.base.Tier;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One thing that a rule asks: that something of a wish, or of a guest that it is about, is among
 * what the rule lists. Immutable. {@link ConditionKey} reads them.
 */
public sealed interface Condition {
  /** What it is about. */
  ConditionKey key();

  /** What the rule lists, as it was written, parted by commas. */
  String listed();

  /** Asks something of the wish. */
  sealed interface OfWish extends Condition {
    /** Whether it is so. */
    boolean holds(Wish wish, Reading reading);

    /** What the wish has instead, for people. */
    String actual(Wish wish);
  }

  /** Asks something of a guest. */
  sealed interface OfGuest extends Condition {
    /** Whether it is so. */
    boolean holds(GuestFacts guest, Reading reading);

    /** What the guest has instead, for people. */
    String actual(GuestFacts guest);
  }

  /** The step is of one of these tiers. */
  record Tiers(Set<Tier> tiers) implements OfWish {
    /** What a rule is about that names no tier: a rule for looks says so. */
    static final Tiers ALL_BUT_READ = new Tiers(EnumSet.complementOf(EnumSet.of(Tier.READ)));

    public Tiers {
      tiers = Collections.unmodifiableSet(EnumSet.copyOf(tiers));
    }

    @Override
    public ConditionKey key() {
      return ConditionKey.TIER;
    }

    @Override
    public String listed() {
      return tiers.stream().map(Tier::label).collect(Collectors.joining(", "));
    }

    @Override
    public boolean holds(Wish wish, Reading reading) {
      return tiers.contains(wish.tier());
    }

    @Override
    public String actual(Wish wish) {
      return wish.tier().label();
    }
  }

  /** A name of the wish fits one of these patterns. */
  record Words(ConditionKey key, List<WordGlob> globs) implements OfWish {
    @Override
    public String listed() {
      return Condition.listed(globs);
    }

    @Override
    public boolean holds(Wish wish, Reading reading) {
      return globs.stream().anyMatch(glob -> glob.matches(key.word(wish), reading));
    }

    @Override
    public String actual(Wish wish) {
      return shown(key.word(wish));
    }
  }

  /** The path fits one of these patterns. */
  record Paths(List<PathGlob> globs) implements OfWish {
    @Override
    public ConditionKey key() {
      return ConditionKey.PATH;
    }

    @Override
    public String listed() {
      return globs.stream().map(PathGlob::pattern).collect(Collectors.joining(", "));
    }

    @Override
    public boolean holds(Wish wish, Reading reading) {
      return globs.stream().anyMatch(glob -> glob.matches(wish.path(), reading));
    }

    @Override
    public String actual(Wish wish) {
      return shown(wish.path());
    }
  }

  /** It is one of these times. */
  record Times(List<TimeWindow> windows) implements OfWish {
    @Override
    public ConditionKey key() {
      return ConditionKey.TIME;
    }

    @Override
    public String listed() {
      return windows.stream().map(TimeWindow::text).collect(Collectors.joining(", "));
    }

    @Override
    public boolean holds(Wish wish, Reading reading) {
      return windows.stream().anyMatch(window -> window.holds(wish.at()));
    }

    @Override
    public String actual(Wish wish) {
      return wish.at().atZone(windows.getFirst().zone()).toString();
    }
  }

  /** It is one of these guests. */
  record Guests(List<GuestPattern> patterns) implements OfGuest {
    @Override
    public ConditionKey key() {
      return ConditionKey.GUEST;
    }

    @Override
    public String listed() {
      return patterns.stream().map(GuestPattern::text).collect(Collectors.joining(", "));
    }

    @Override
    public boolean holds(GuestFacts guest, Reading reading) {
      return patterns.stream().anyMatch(pattern -> pattern.matches(guest, reading));
    }

    @Override
    public String actual(GuestFacts guest) {
      return guest.name().isEmpty() ? "without a name" : "named " + shown(guest.name());
    }
  }

  /** The guest is in one of these pools. */
  record Pools(List<WordGlob> globs) implements OfGuest {
    @Override
    public ConditionKey key() {
      return ConditionKey.POOL;
    }

    @Override
    public String listed() {
      return Condition.listed(globs);
    }

    @Override
    public boolean holds(GuestFacts guest, Reading reading) {
      return !guest.pool().isEmpty()
          && globs.stream().anyMatch(glob -> glob.matches(guest.pool(), reading));
    }

    @Override
    public String actual(GuestFacts guest) {
      return guest.pool().isEmpty() ? "in no pool" : "in the pool " + shown(guest.pool());
    }
  }

  /** The guest has one of these tags. */
  record Tags(List<WordGlob> globs) implements OfGuest {
    @Override
    public ConditionKey key() {
      return ConditionKey.TAG;
    }

    @Override
    public String listed() {
      return Condition.listed(globs);
    }

    @Override
    public boolean holds(GuestFacts guest, Reading reading) {
      return globs.stream()
          .anyMatch(glob -> guest.tags().stream().anyMatch(tag -> glob.matches(tag, reading)));
    }

    @Override
    public String actual(GuestFacts guest) {
      return guest.tags().isEmpty()
          ? "without tags"
          : "tagged " + shown(guest.tags().stream().sorted().collect(Collectors.joining(", ")));
    }
  }

  private static String listed(List<WordGlob> globs) {
    return globs.stream().map(WordGlob::pattern).collect(Collectors.joining(", "));
  }

  private static String shown(String text) {
    return ForeignText.line(text, 120);
  }
}
