package dev.proxmoxmcp.guard;

import static dev.proxmoxmcp.guard.policy.Effect.ALLOW;
import static dev.proxmoxmcp.guard.policy.Effect.ASK;
import static dev.proxmoxmcp.guard.policy.Effect.DENY;
import static dev.proxmoxmcp.guard.policy.Wishes.guest;
import static dev.proxmoxmcp.guard.policy.Wishes.on;
import static dev.proxmoxmcp.guard.policy.Wishes.rule;
import static dev.proxmoxmcp.guard.policy.Wishes.wish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.policy.Condition;
import dev.proxmoxmcp.guard.policy.ConditionKey;
import dev.proxmoxmcp.guard.policy.Effect;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Rule;
import dev.proxmoxmcp.guard.policy.Ruling;
import dev.proxmoxmcp.guard.policy.Safeguards;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.guard.policy.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What holds of all rules, of whatever they speak; the seeds stand in the tests. */
class PolicyPropertiesTest {
  /** Property: what is taken away never allows more, and what forbids more never does either. */
  @Test
  void rules_are_monotone() {
    everyPolicy(
        20261130,
        (policy, random) -> {
          Policy less =
              new Policy(policy.allowed(), without(policy, ALLOW, random), guards(policy));
          Policy denying =
              new Policy(policy.allowed(), and(policy, anyRule(random, DENY)), guards(policy));
          Policy asking =
              new Policy(policy.allowed(), and(policy, anyRule(random, ASK)), guards(policy));
          Policy bounded = policy.within(policy(random));
          for (int wishes = 0; wishes < 20; wishes++) {
            Wish wish = anyWish(random);
            int before = strictness(policy.of(wish));
            for (Policy stricter : List.of(less, denying, asking, bounded)) {
              assertThat(strictness(stricter.of(wish)))
                  .as("%s\n%s\n%s", wish, policy.rules(), stricter.rules())
                  .isGreaterThanOrEqualTo(before);
            }
          }
        });
  }

  /** Property: within one effect it does not matter which rule stands first. */
  @Test
  void the_order_within_one_effect_does_not_matter() {
    everyPolicy(
        7,
        (policy, random) -> {
          List<Rule> shuffled = new ArrayList<>(policy.rules());
          Collections.shuffle(shuffled, random);
          Policy other = new Policy(policy.allowed(), shuffled, guards(policy));
          for (int wishes = 0; wishes < 20; wishes++) {
            Wish wish = anyWish(random);
            assertThat(strictness(other.of(wish))).isEqualTo(strictness(policy.of(wish)));
          }
        });
  }

  /** Property: knowing less about the guests, or one guest more, never allows more. */
  @Test
  void knowing_less_never_allows_more() {
    everyPolicy(
        11,
        (policy, random) -> {
          for (int wishes = 0; wishes < 20; wishes++) {
            Wish wish = anyWish(random);
            List<GuestFacts> more = new ArrayList<>(wish.subject().guests());
            more.add(facts(random));
            int before = strictness(policy.of(wish));
            assertThat(strictness(policy.of(on(wish, new Subject(wish.subject().guests(), false)))))
                .as("%s\n%s", wish, policy.rules())
                .isGreaterThanOrEqualTo(before);
            if (!wish.subject().guests().isEmpty()) {
              assertThat(
                      strictness(policy.of(on(wish, new Subject(more, wish.subject().complete())))))
                  .as("%s\n%s", wish, policy.rules())
                  .isGreaterThanOrEqualTo(before);
            }
          }
        });
  }

  @Test
  void what_is_explained_is_what_is_ruled() {
    everyPolicy(
        13,
        (policy, random) -> {
          Policy bounded = policy.within(policy(random));
          Wish wish = anyWish(random);
          assertThat(policy.explain(wish).ruling()).isEqualTo(policy.of(wish));
          assertThat(bounded.explain(wish).ruling()).isEqualTo(bounded.of(wish));
          assertThat(policy.explain(wish).passed())
              .allSatisfy(one -> {
                assertThat(one.why()).isNotBlank();
                assertThat(one.rule()).isNotBlank();
              });
        });
  }

  private static void everyPolicy(long seed, BiConsumer<Policy, Random> property) {
    Random random = new Random(seed);
    for (int round = 0; round < 400; round++) {
      property.accept(policy(random), random);
    }
  }

  private static Policy policy(Random random) {
    List<Rule> rules = new ArrayList<>();
    for (int count = random.nextInt(6); count > 0; count--) {
      rules.add(anyRule(random, anyOf(random, DENY, ASK, ALLOW)));
    }
    EnumSet<Tier> allowed = EnumSet.allOf(Tier.class);
    allowed.removeIf(_ -> random.nextBoolean());
    return new Policy(allowed, rules, random.nextBoolean() ? Safeguards.BY_TAG : named(random));
  }

  private static Safeguards named(Random random) {
    return new Safeguards(
        List.of((Condition.Guests) ConditionKey.GUEST.of(List.of(anyOf(random, "1-2", "b")))),
        List.of(new Safeguards.Host(anyOf(random, "x", "y"), 3)));
  }

  private static Safeguards guards(Policy policy) {
    return policy.safeguards();
  }

  private static Rule anyRule(Random random, Effect effect) {
    List<String> conditions = new ArrayList<>();
    add(random, conditions, "tier", "change", "read", "destroy, exec", "admin, change");
    add(random, conditions, "principal", "ann", "bob", "*");
    add(random, conditions, "cluster", "x", "y");
    add(random, conditions, "tool", "guest_*", "api_write");
    add(random, conditions, "path", "/nodes/**", "/nodes/*", "/access/*");
    add(random, conditions, "guest", "1", "2-3", "a", "b*");
    add(random, conditions, "pool", "p", "q");
    add(random, conditions, "tag", "t", "u", "mcp-protect");
    add(random, conditions, "time", "mon UTC", "00:00-12:00 UTC");
    return rule(effect, conditions.toArray(String[]::new));
  }

  private static void add(Random random, List<String> to, String key, String... values) {
    if (random.nextInt(4) == 0) {
      to.add(key + ": " + anyOf(random, values));
    }
  }

  @SafeVarargs
  private static <T> T anyOf(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  private static GuestFacts facts(Random random) {
    String tags = anyOf(random, "", "t", "u", "t,u", "mcp-protect");
    return guest(
        1 + random.nextInt(4),
        anyOf(random, "", "a", "b", "bb", "1"),
        anyOf(random, "", "p", "q"),
        tags.isEmpty() ? new String[0] : tags.split(","));
  }

  private static Wish anyWish(Random random) {
    List<GuestFacts> guests = new ArrayList<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      guests.add(facts(random));
    }
    Wish plain = wish(anyOf(random, Tier.values()), new Subject(guests, random.nextInt(4) > 0));
    return new Wish(
        anyOf(random, "ann", "bob"),
        anyOf(random, "guest_power", "api_write"),
        anyOf(random, "x", "y"),
        plain.tier(),
        plain.method(),
        anyOf(random, "/nodes/a", "/nodes/a/b", "/access/x", "/nodes/%2e%2e/access/x"),
        plain.subject(),
        plain.at().plus(Duration.ofHours(random.nextInt(48))));
  }

  private static int strictness(Ruling ruling) {
    return switch (ruling) {
      case Ruling.Allowed _ -> 0;
      case Ruling.NeedsPerson _ -> 1;
      case Ruling.Denied _ -> 2;
    };
  }

  /** Some rules of that effect less. */
  private static List<Rule> without(Policy policy, Effect effect, Random random) {
    return policy.rules().stream()
        .filter(rule -> rule.effect() != effect || random.nextBoolean())
        .toList();
  }

  private static List<Rule> and(Policy policy, Rule rule) {
    List<Rule> more = new ArrayList<>(policy.rules());
    more.add(rule);
    return more;
  }
}
