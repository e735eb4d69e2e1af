package dev.proxmoxmcp.guard;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.policy.Condition;
import dev.proxmoxmcp.guard.policy.Effect;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Protection;
import dev.proxmoxmcp.guard.policy.Rule;
import dev.proxmoxmcp.guard.policy.Ruling;
import dev.proxmoxmcp.guard.policy.Safeguards;
import dev.proxmoxmcp.guard.policy.Verdict;
import dev.proxmoxmcp.guard.policy.Wish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules: what calls may do by themselves, what needs a person, and what may not be. Asked in
 * this order, and the first that matches decides: rules that deny; rules that ask; reads may go on;
 * guests that are protected need a person; rules that allow; the tiers that are allowed as a whole;
 * all else needs a person. Within one effect the order of rules does not matter. Immutable.
 *
 * @param allowed the tiers that are allowed as a whole, {@link Tier#READ} among them; tiers do not
 *     imply each other
 * @param rules of every effect
 * @param safeguards the guests that are protected
 * @param ceiling what this may not go beyond: the stricter of both counts; null for nothing
 */
public record Policy(
    Set<Tier> allowed, List<Rule> rules, Safeguards safeguards, @Nullable Policy ceiling) {
  /** Who decides where no rule does. */
  public static final String DEFAULT = "default";

  /** Who decides where a tier is allowed as a whole, by the option or by the settings. */
  public static final String ALLOW = "--allow";

  private static final Set<Effect> FORBIDDING = Set.of(Effect.DENY, Effect.ASK);
  private static final Set<Effect> ALLOWING = Set.of(Effect.ALLOW);

  /** Puts the rules into the order in which they are asked. */
  public Policy {
    EnumSet<Tier> withRead = EnumSet.of(Tier.READ);
    withRead.addAll(allowed);
    allowed = Collections.unmodifiableSet(withRead);
    List<Rule> all = rules;
    rules =
        Stream.of(Effect.values())
            .flatMap(effect -> all.stream().filter(rule -> rule.effect() == effect))
            .toList();
  }

  /** Without rules. */
  public Policy(Set<Tier> allowed) {
    this(allowed, List.of(), Safeguards.BY_TAG);
  }

  /** Without a ceiling. */
  public Policy(Set<Tier> allowed, List<Rule> rules, Safeguards safeguards) {
    this(allowed, rules, safeguards, null);
  }

  /** Looks, and nothing else: what a server does that was told nothing. */
  public static Policy readsOnly() {
    return new Policy(Set.of());
  }

  /** The same, with these tiers allowed as a whole instead. */
  public Policy allowing(Set<Tier> tiers) {
    return new Policy(tiers, rules, safeguards, ceiling);
  }

  /** The same, but nowhere laxer than {@code most}. */
  public Policy within(Policy most) {
    if (rulesLike(most)) {
      return this;
    }
    EnumSet<Tier> both = EnumSet.copyOf(allowed);
    both.retainAll(most.allowed);
    return new Policy(both, rules, safeguards.and(most.safeguards), most);
  }

  /** Whether both say the same, wherever it was written. */
  private boolean rulesLike(Policy other) {
    Set<Effect> all = EnumSet.allOf(Effect.class);
    return allowed.equals(other.allowed)
        && texts(this, all).equals(texts(other, all))
        && safeguards.equals(other.safeguards)
        && ceiling == null
        && other.ceiling == null;
  }

  /** What it says to one step. */
  public Ruling of(Wish wish) {
    return weigh(wish, null);
  }

  /** What it says to one step, and what did not decide. */
  public Verdict explain(Wish wish) {
    List<Verdict.Passed> passed = new ArrayList<>();
    return new Verdict(weigh(wish, passed), passed);
  }

  private Ruling weigh(Wish wish, @Nullable List<Verdict.Passed> passed) {
    Ruling own = own(wish, passed);
    if (ceiling == null || own instanceof Ruling.Denied) {
      return own;
    }
    Ruling most = ceiling.weigh(wish, passed);
    return strictness(most) > strictness(own) ? most : own;
  }

  private static int strictness(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Allowed _ -> 0;
      case Ruling.NeedsPerson _ -> 1;
      case Ruling.Denied _ -> 2;
    };
  }

  private Ruling own(Wish wish, @Nullable List<Verdict.Passed> passed) {
    Ruling forbidding = byRules(wish, passed, FORBIDDING);
    if (forbidding != null) {
      return forbidding;
    }
    if (wish.tier() == Tier.READ) {
      return new Ruling.Allowed(DEFAULT);
    }
    Optional<String> safeguard = safeguards.why(wish);
    if (safeguard.isPresent()) {
      return new Ruling.NeedsPerson(safeguard.get());
    }
    Ruling allowing = byRules(wish, passed, ALLOWING);
    if (allowing != null) {
      return allowing;
    }
    if (allowed.contains(wish.tier())) {
      return new Ruling.Allowed(ALLOW);
    }
    if (passed != null) {
      passed.add(
          new Verdict.Passed(
              ALLOW, "it is for " + label() + ", and this is " + wish.tier().label()));
    }
    return new Ruling.NeedsPerson(DEFAULT);
  }

  private @Nullable Ruling byRules(
      Wish wish, @Nullable List<Verdict.Passed> passed, Set<Effect> effects) {
    for (Rule rule : rules) {
      if (effects.contains(rule.effect())) {
        if (rule.matches(wish)) {
          return ruling(rule);
        }
        if (passed != null) {
          passed.add(
              new Verdict.Passed(
                  rule.place() + ": " + rule.effect().label(), rule.whyNot(wish).orElse("")));
        }
      }
    }
    return null;
  }

  private static Ruling ruling(Rule rule) {
    return switch (rule.effect()) {
      case DENY -> new Ruling.Denied(rule.by());
      case ASK -> new Ruling.NeedsPerson(rule.by());
      case ALLOW -> new Ruling.Allowed(rule.by());
    };
  }

  /**
   * Whether this could allow something that {@code other} does not, as far as that shows from the
   * rules by themselves.
   */
  public boolean goesBeyond(Policy other) {
    return !other.allowed.containsAll(allowed)
        || !texts(other, ALLOWING).containsAll(texts(this, ALLOWING))
        || !texts(this, FORBIDDING).containsAll(texts(other, FORBIDDING))
        || !safeguards.named().containsAll(other.safeguards.named())
        || !safeguards.hosts().containsAll(other.safeguards.hosts());
  }

  private static Set<String> texts(Policy policy, Set<Effect> effects) {
    return policy.rules.stream()
        .filter(rule -> effects.contains(rule.effect()))
        .map(Rule::text)
        .collect(Collectors.toSet());
  }

  /**
   * All that it says, in the order in which it is asked, a line each, for people. Two policies with
   * the same lines rule the same.
   */
  public List<String> lines() {
    return lines(rule -> rule.text() + "  [" + rule.by() + "]");
  }

  /** The same, without where each rule stands and what its writer says about it. */
  public List<String> linesWithoutPlaces() {
    return lines(Rule::text);
  }

  private List<String> lines(Function<Rule, String> line) {
    List<String> lines = new ArrayList<>();
    rules.stream()
        .filter(rule -> FORBIDDING.contains(rule.effect()))
        .forEach(rule -> lines.add(line.apply(rule)));
    lines.add("allow tier: read  [" + DEFAULT + "]");
    lines.add("ask   protected guests: " + safeguards.text());
    rules.stream()
        .filter(rule -> ALLOWING.contains(rule.effect()))
        .forEach(rule -> lines.add(line.apply(rule)));
    if (allowed.size() > 1) {
      lines.add("allow tier: " + label().replace(",", ", ") + "  [" + ALLOW + "]");
    }
    lines.add("ask   everything else  [" + DEFAULT + "]");
    if (ceiling != null) {
      lines.add("and nowhere laxer than:");
      ceiling.lines(line).forEach(most -> lines.add("  " + most));
    }
    return lines;
  }

  /** What protects {@code guest} of {@code cluster}, whatever rules say. */
  public Protection protection(GuestFacts guest, String cluster) {
    Protection own = safeguards.of(guest, cluster);
    return own instanceof Protection.None && ceiling != null
        ? ceiling.protection(guest, cluster)
        : own;
  }

  /** Whether it stops no read, so that none needs to be asked about. */
  public boolean leavesReadsAlone() {
    return rules.stream()
            .filter(rule -> rule.effect() != Effect.ALLOW)
            .noneMatch(rule -> isAbout(rule, Tier.READ))
        && (ceiling == null || ceiling.leavesReadsAlone());
  }

  /** Whether some step of that tier may go on by itself, as far as its tier says. */
  public boolean canAllow(Tier tier) {
    return (allowed.contains(tier)
            || rules.stream()
                .anyMatch(rule -> rule.effect() == Effect.ALLOW && isAbout(rule, tier)))
        && (ceiling == null || ceiling.canAllow(tier));
  }

  private static boolean isAbout(Rule rule, Tier tier) {
    return rule.match().ofWish().stream()
        .allMatch(condition ->
            !(condition instanceof Condition.Tiers tiers) || tiers.tiers().contains(tier));
  }

  /**
   * The tiers allowed as a whole, from harmless to everything, as {@code --allow} takes them:
   * "read,change".
   */
  public String label() {
    return allowed.stream().map(Tier::label).collect(Collectors.joining(","));
  }

  /** The label of this policy with {@code more} allowed too. */
  public String labelWith(Set<Tier> more) {
    EnumSet<Tier> all = EnumSet.copyOf(allowed);
    all.addAll(more);
    return new Policy(all).label();
  }
}
