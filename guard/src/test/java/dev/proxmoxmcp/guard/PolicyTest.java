package dev.proxmoxmcp.guard;

import static dev.proxmoxmcp.guard.policy.Effect.ALLOW;
import static dev.proxmoxmcp.guard.policy.Effect.ASK;
import static dev.proxmoxmcp.guard.policy.Effect.DENY;
import static dev.proxmoxmcp.guard.policy.Wishes.LAB;
import static dev.proxmoxmcp.guard.policy.Wishes.WEB;
import static dev.proxmoxmcp.guard.policy.Wishes.guest;
import static dev.proxmoxmcp.guard.policy.Wishes.rule;
import static dev.proxmoxmcp.guard.policy.Wishes.wish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.policy.Condition;
import dev.proxmoxmcp.guard.policy.ConditionKey;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Protection;
import dev.proxmoxmcp.guard.policy.Rule;
import dev.proxmoxmcp.guard.policy.Ruling;
import dev.proxmoxmcp.guard.policy.Safeguards;
import dev.proxmoxmcp.guard.policy.Subject;
import dev.proxmoxmcp.guard.policy.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the rules say together. */
class PolicyTest {
  private static final Tier[] WRITES = {Tier.CHANGE, Tier.DESTROY, Tier.EXEC, Tier.ADMIN};
  private static final GuestFacts GUARDED = guest(300, "dc-1", "", "mcp-protect");

  @Test
  void without_rules_reads_are_allowed_and_all_else_needs_a_person() {
    assertThat(Policy.readsOnly().of(wish(Tier.READ, WEB)))
        .isEqualTo(new Ruling.Allowed("default"));
    for (Tier tier : WRITES) {
      assertThat(Policy.readsOnly().of(wish(tier, WEB)))
          .isEqualTo(new Ruling.NeedsPerson("default"));
    }
  }

  @Test
  void a_tier_that_is_allowed_as_a_whole_is_allowed_and_no_other() {
    Policy policy = new Policy(Set.of(Tier.DESTROY));

    assertThat(policy.of(wish(Tier.DESTROY, WEB))).isEqualTo(new Ruling.Allowed("--allow"));
    assertThat(policy.of(wish(Tier.CHANGE, WEB))).isInstanceOf(Ruling.NeedsPerson.class);
  }

  @Test
  void what_denies_is_asked_before_what_asks_and_that_before_what_allows() {
    Rule allow = rule(ALLOW, "tier: change");
    Rule ask = rule(ASK, "pool: web");
    Rule deny = rule(DENY, "tag: production");

    assertThat(with(allow).of(wish(Tier.CHANGE, WEB))).isEqualTo(new Ruling.Allowed(allow.by()));
    assertThat(with(allow, ask).of(wish(Tier.CHANGE, WEB)))
        .isEqualTo(new Ruling.NeedsPerson(ask.by()));
    assertThat(with(allow, ask, deny).of(wish(Tier.CHANGE, WEB)))
        .isEqualTo(new Ruling.Denied(deny.by()));
    assertThat(with(allow, ask, deny).rules()).containsExactly(deny, ask, allow);
    assertThat(with(allow, ask, deny).of(wish(Tier.CHANGE, LAB)))
        .isEqualTo(new Ruling.Allowed(allow.by()));
  }

  @Test
  void a_rule_that_forbids_goes_before_allow_of_the_command_line() {
    Policy policy =
        new Policy(EnumSet.allOf(Tier.class), List.of(rule(DENY, "tag: lab")), Safeguards.BY_TAG);

    assertThat(policy.of(wish(Tier.CHANGE, LAB))).isInstanceOf(Ruling.Denied.class);
    assertThat(policy.of(wish(Tier.CHANGE, WEB))).isEqualTo(new Ruling.Allowed("--allow"));
  }

  @Test
  void reads_are_stopped_only_by_a_rule_that_says_so() {
    Policy policy = with(rule(DENY, "guest: *"), rule(ASK, "cluster: lab"));

    assertThat(policy.of(wish(Tier.READ, WEB))).isEqualTo(new Ruling.Allowed("default"));
    assertThat(policy.leavesReadsAlone()).isTrue();
    assertThat(with(rule(DENY, "tier: read")).of(wish(Tier.READ, WEB)))
        .isInstanceOf(Ruling.Denied.class);
    assertThat(with(rule(ASK, "tier: read, exec")).leavesReadsAlone()).isFalse();
    assertThat(Policy.readsOnly().within(with(rule(DENY, "tier: read"))).leavesReadsAlone())
        .isFalse();
  }

  @Test
  void a_tier_can_be_allowed_if_something_allows_it_for_some() {
    Policy policy =
        new Policy(
            Set.of(Tier.EXEC), List.of(rule(ALLOW, "tier: change", "tag: lab")), Safeguards.BY_TAG);

    assertThat(EnumSet.allOf(Tier.class).stream().filter(policy::canAllow))
        .containsExactly(Tier.READ, Tier.CHANGE, Tier.EXEC);
    assertThat(policy.within(Policy.readsOnly()).canAllow(Tier.CHANGE)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(value = Tier.class, names = "READ", mode = EnumSource.Mode.EXCLUDE)
  void a_protected_guest_needs_a_person_whatever_allows(Tier tier) {
    Policy policy =
        new Policy(
            EnumSet.allOf(Tier.class),
            List.of(rule(ALLOW, "tier: " + tier.label())),
            Safeguards.BY_TAG);

    assertThat(policy.of(wish(tier, GUARDED)))
        .isEqualTo(new Ruling.NeedsPerson("the protection of guest 300 (its tag mcp-protect)"));
    assertThat(policy.of(wish(tier, WEB, GUARDED))).isInstanceOf(Ruling.NeedsPerson.class);
    assertThat(policy.of(wish(tier, Subject.UNKNOWN))).isInstanceOf(Ruling.NeedsPerson.class);
    assertThat(policy.of(wish(Tier.READ, GUARDED))).isInstanceOf(Ruling.Allowed.class);
    assertThat(policy.of(wish(tier, WEB))).isInstanceOf(Ruling.Allowed.class);
  }

  @Test
  void a_protected_guest_is_denied_where_a_rule_denies() {
    assertThat(with(rule(DENY, "guest: 300")).of(wish(Tier.CHANGE, GUARDED)))
        .isInstanceOf(Ruling.Denied.class);
  }

  @Test
  void guests_are_protected_by_tag_by_the_settings_and_because_the_server_runs_there() {
    Policy policy =
        new Policy(
            Set.of(),
            List.of(),
            new Safeguards(
                List.of((Condition.Guests) ConditionKey.GUEST.of(List.of("101", "fire*"))),
                List.of(new Safeguards.Host("lab", 205))));

    assertThat(policy.protection(WEB, "lab"))
        .isEqualTo(new Protection.TypeName("policy.protected"));
    assertThat(policy.protection(guest(7, "FireWall", ""), "lab"))
        .isEqualTo(new Protection.TypeName("policy.protected"));
    assertThat(policy.protection(LAB, "lab"))
        .isEqualTo(new Protection.TypeName("policy.host-guest: this server runs on it"));
    assertThat(policy.protection(LAB, "attic")).isEqualTo(new Protection.None());
    assertThat(policy.protection(GUARDED, "attic"))
        .isEqualTo(new Protection.TypeName("its tag mcp-protect"));
    assertThat(Policy.readsOnly().within(policy).protection(LAB, "lab"))
        .isInstanceOf(Protection.TypeName.class);
  }

  @Test
  void what_did_not_decide_is_told_in_its_order() {
    Policy policy =
        with(
            rule(ALLOW, "tier: exec"),
            rule(ASK, "pool: db"),
            rule(DENY, "tag: lab"),
            rule(ALLOW, "tier: change", "pool: web"));

    Verdict verdict = policy.explain(wish(Tier.CHANGE, WEB));

    assertThat(verdict.ruling()).isEqualTo(new Ruling.Allowed("allow[tier: change, pool: web]"));
    assertThat(verdict.passed())
        .extracting(Verdict.Passed::rule)
        .containsExactly("deny[tag: lab]: deny", "ask[pool: db]: ask", "allow[tier: exec]: allow");
    assertThat(policy.explain(wish(Tier.ADMIN, WEB)).passed().getLast())
        .isEqualTo(new Verdict.Passed("--allow", "it is for read, and this is admin"));
  }

  @Test
  void a_policy_goes_beyond_another_if_it_allows_more_or_forbids_less() {
    Rule allow = rule(ALLOW, "tier: change");
    Rule deny = rule(DENY, "tag: lab");
    Policy policy = with(allow, deny);

    assertThat(policy.goesBeyond(with(deny, allow))).isFalse();
    assertThat(with(deny).goesBeyond(policy)).isFalse();
    assertThat(with(allow, deny, rule(ASK, "pool: web")).goesBeyond(policy)).isFalse();
    assertThat(with(allow).goesBeyond(policy)).isTrue();
    assertThat(with(allow, deny, rule(ALLOW, "tier: exec")).goesBeyond(policy)).isTrue();
    assertThat(policy.allowing(Set.of(Tier.EXEC)).goesBeyond(policy)).isTrue();
    Safeguards more = new Safeguards(List.of(), List.of(new Safeguards.Host("lab", 1)));
    assertThat(policy.goesBeyond(new Policy(Set.of(), policy.rules(), more))).isTrue();
    assertThat(new Policy(Set.of(), policy.rules(), more).goesBeyond(policy)).isFalse();
  }

  @Test
  void all_that_it_says_is_told_in_its_order() {
    Policy policy =
        new Policy(
            Set.of(Tier.EXEC),
            List.of(rule(ALLOW, "tier: change"), rule(DENY, "tier: admin", "tag: lab")),
            new Safeguards(List.of(), List.of(new Safeguards.Host("lab", 105))));

    assertThat(policy.within(Policy.readsOnly()).lines())
        .containsExactly(
            "deny  tier: admin; tag: lab  [deny[tier: admin, tag: lab]]",
            "allow tier: read  [default]",
            "ask   protected guests: tag mcp-protect; guest 105 of lab, on which this server runs",
            "allow tier: change  [allow[tier: change]]",
            "ask   everything else  [default]",
            "and nowhere laxer than:",
            "  allow tier: read  [default]",
            "  ask   protected guests: tag mcp-protect",
            "  ask   everything else  [default]");
    assertThat(policy.lines()).contains("allow tier: read, exec  [--allow]");
  }

  private static Policy with(Rule... rules) {
    return new Policy(Set.of(), List.of(rules), Safeguards.BY_TAG);
  }
}
