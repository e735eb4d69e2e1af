package dev.proxmoxmcp.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardTest {
  private static final Guard.Request POWER = new Guard.Request("r1", "local", "guest_power");

  private static final Step START = step(Tier.CHANGE, "/nodes/pve1/qemu/100/status/start", "");
  private static final Step STOP = step(Tier.DESTROY, "/nodes/pve1/qemu/100/status/stop", "");

  @Test
  void a_server_that_was_told_nothing_allows_reads_only() {
    assertThat(Policy.readsOnly().label()).isEqualTo("read");
    assertThat(decide(Policy.readsOnly(), START)).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void a_refusal_says_what_is_missing_and_how_a_person_allows_it() {
    var denied = (Decision.Denied) decide(new Policy(Set.of(Tier.CHANGE)), START, STOP);

    assertThat(denied.reason())
        .isEqualTo(
            "guest_power was not done, and nothing was sent: it needs the tier destroy, and this"
                + " server allows read,change only. Only the person who starts the server can"
                + " change that, with `--allow read,change,destroy`.");
  }

  @Test
  void tiers_do_not_imply_each_other() {
    assertThat(decide(new Policy(Set.of(Tier.ADMIN, Tier.DESTROY, Tier.EXEC)), START))
        .isInstanceOf(Decision.Denied.class);
  }

  @Test
  void steps_are_used_once_and_in_their_order() {
    Grant grant = granted(START, STOP);

    assertThatThrownBy(() -> grant.use(STOP)).isInstanceOf(NotGranted.class);
    grant.use(START);
    assertThatThrownBy(() -> grant.use(START)).isInstanceOf(NotGranted.class);
    grant.use(STOP);
    assertThatThrownBy(() -> grant.use(STOP))
        .hasMessageContaining("no step is left")
        .hasMessageContaining("POST /nodes/pve1/qemu/100/status/stop on lab");
  }

  @Test
  void a_grant_does_not_fit_other_parameters_another_path_or_another_cluster() {
    Grant grant = granted(START);

    assertThatThrownBy(() -> grant.use(step(Tier.CHANGE, START.path(), "force")))
        .isInstanceOf(NotGranted.class);
    assertThatThrownBy(() -> grant.use(step(Tier.CHANGE, START.path() + "/../stop", "")))
        .isInstanceOf(NotGranted.class);
    assertThatThrownBy(() -> grant.use(new Step("other", Tier.CHANGE, "POST", START.path(), "")))
        .isInstanceOf(NotGranted.class);
  }

  @Test
  void looks_are_allowed_after_all_steps_as_often_as_it_takes_with_any_parameters() {
    Step exec = step(Tier.EXEC, "/nodes/pve1/qemu/100/agent/exec", "a");
    Step look = step(Tier.EXEC, "/nodes/pve1/qemu/100/agent/exec-status", "0");
    Grant grant =
        ((Decision.Granted)
                new Guard(new Policy(EnumSet.of(Tier.EXEC)))
                    .decide(
                        new Guard.Request("r1", "local", "guest_exec"),
                        List.of(exec),
                        List.of(look)))
            .grant();

    assertThatThrownBy(() -> grant.use(look)).isInstanceOf(NotGranted.class);
    grant.use(exec);
    for (String pid : List.of("4001", "4001", "4002")) {
      grant.use(step(Tier.EXEC, look.path(), pid));
    }
    assertThatThrownBy(() -> grant.use(exec)).isInstanceOf(NotGranted.class);
    assertThatThrownBy(() -> grant.use(step(Tier.EXEC, look.path() + "/x", "0")))
        .isInstanceOf(NotGranted.class);
  }

  @Test
  void a_look_of_a_tier_that_is_not_allowed_is_denied_with_everything_else() {
    Decision decision =
        new Guard(Policy.readsOnly())
            .decide(
                new Guard.Request("r1", "local", "guest_exec"),
                List.of(),
                List.of(step(Tier.EXEC, "/nodes/pve1/qemu/100/agent/exec-status", "0")));

    assertThat(decision).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void a_tier_that_a_person_may_allow_needs_him_and_is_granted_for_once_after_his_yes() {
    Guard guard = new Guard(new Policy(EnumSet.of(Tier.CHANGE)));
    Step stop = step(Tier.DESTROY, "/nodes/pve1/qemu/100/status/stop", "");

    Decision decision = guard.decideOrAsk(POWER, List.of(stop), EnumSet.of(Tier.DESTROY));

    assertThat(decision).isInstanceOf(Decision.NeedsPerson.class);
    Grant grant = guard.approved((Decision.NeedsPerson) decision, new Approval("ann", "form"));
    assertThatThrownBy(() -> grant.use(step(Tier.DESTROY, "/nodes/pve1/qemu/101/status/stop", "")))
        .isInstanceOf(NotGranted.class);
    grant.use(stop);
    assertThatThrownBy(() -> grant.use(stop)).isInstanceOf(NotGranted.class);
  }

  @Test
  void with_one_step_that_he_may_not_allow_nobody_is_asked_and_all_is_denied() {
    Guard guard = new Guard(Policy.readsOnly());
    List<Step> steps = List.of(step(Tier.DESTROY, "/a", ""), step(Tier.ADMIN, "/b", ""));

    assertThat(guard.decideOrAsk(POWER, steps, EnumSet.of(Tier.DESTROY)))
        .isInstanceOf(Decision.Denied.class);
    assertThat(guard.decideOrAsk(POWER, steps, Set.of())).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void what_the_policy_allows_needs_nobody() {
    Guard guard = new Guard(new Policy(EnumSet.of(Tier.DESTROY)));

    assertThat(
            guard.decideOrAsk(
                POWER, List.of(step(Tier.DESTROY, "/a", "")), EnumSet.of(Tier.DESTROY)))
        .isInstanceOf(Decision.Granted.class);
  }

  @Test
  void an_approval_names_who_gave_it() {
    assertThatThrownBy(() -> new Approval(" ", "form"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reads_need_no_grant() {
    assertThatCode(() -> Grant.none().use(step(Tier.READ, "/cluster/resources", "")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(value = Tier.class, names = "READ", mode = EnumSource.Mode.EXCLUDE)
  void everything_but_reads_needs_a_grant(Tier tier) {
    assertThatThrownBy(() -> Grant.none().use(step(tier, "/version", "")))
        .isInstanceOf(NotGranted.class);
  }

  /** Property: taking a tier away from a policy never allows more. */
  @Test
  void policies_are_monotone() {
    long seed = 20261122;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      EnumSet<Tier> more = randomTiers(random);
      EnumSet<Tier> less = EnumSet.copyOf(more);
      less.removeIf(_ -> random.nextBoolean());
      Step[] steps =
          randomTiers(random).stream().map(tier -> step(tier, "/x", "")).toArray(Step[]::new);

      boolean withLess = decide(new Policy(less), steps) instanceof Decision.Granted;
      boolean withMore = decide(new Policy(more), steps) instanceof Decision.Granted;

      assertThat(withMore || !withLess).as("seed %d: %s against %s", seed, less, more).isTrue();
    }
  }

  private static EnumSet<Tier> randomTiers(Random random) {
    EnumSet<Tier> tiers = EnumSet.allOf(Tier.class);
    tiers.removeIf(_ -> random.nextBoolean());
    return tiers;
  }

  private static Decision decide(Policy policy, Step... steps) {
    return new Guard(policy)
        .decide(new Guard.Request("r1", "local", "guest_power"), List.of(steps));
  }

  private static Grant granted(Step... steps) {
    return ((Decision.Granted) decide(new Policy(EnumSet.allOf(Tier.class)), steps)).grant();
  }

  private static Step step(Tier tier, String path, String digest) {
    return new Step("lab", tier, "POST", path, digest);
  }
}
