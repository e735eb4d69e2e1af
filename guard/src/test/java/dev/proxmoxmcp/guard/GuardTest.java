package dev.proxmoxmcp.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Condition;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Step;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.store.Books;
import dev.proxmoxmcp.guard.store.CannotRecord;
import dev.proxmoxmcp.guard.store.GuardStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GuardTest {
  private final Lab lab = new Lab();

  @Test
  void a_server_that_was_told_nothing_asks_a_person_for_everything_but_reads() {
    assertThat(Policy.readsOnly().label()).isEqualTo("read");
    assertThat(lab.guard().propose(Lab.ANN, Lab.proposal(Lab.START)))
        .isInstanceOf(Decision.NeedsPerson.class);
  }

  @Test
  void what_the_rules_allow_is_let_go_and_its_intent_is_recorded_first() {
    Grant grant = granted(lab.guard(Tier.CHANGE).propose(Lab.ANN, Lab.proposal(Lab.START)));

    assertThat(lab.trail(Event.INTENT)).hasSize(1);
    assertThat(lab.trail(Event.INTENT).getFirst().detail().toString())
        .contains("/nodes/pve1/qemu/100/status/start", "\"by\":\"--allow");
    grant.use(Lab.START);
    assertThatThrownBy(() -> grant.use(Lab.START)).isInstanceOf(NotGranted.class);
  }

  @Test
  void tiers_do_not_imply_each_other() {
    assertThat(
            lab.guard(Tier.ADMIN, Tier.DESTROY, Tier.EXEC)
                .propose(Lab.ANN, Lab.proposal(Lab.START)))
        .isInstanceOf(Decision.NeedsPerson.class);
  }

  @Test
  void one_step_that_needs_a_person_makes_all_of_them_wait() {
    assertThat(lab.guard(Tier.CHANGE).propose(Lab.ANN, Lab.proposal(Lab.START, Lab.STOP)))
        .isInstanceOf(Decision.NeedsPerson.class);
    assertThat(lab.trail(Event.INTENT)).isEmpty();
  }

  @Test
  void a_plan_that_a_person_approved_is_run_once() {
    Plan plan = kept(Lab.STOP);
    approve(plan);

    assertThat(run(Lab.ANN, plan)).isInstanceOf(Decision.Granted.class);
    assertThat(run(Lab.ANN, plan)).isInstanceOf(Decision.Denied.class);
    assertThat(lab.trail(Event.INTENT)).hasSize(1);
    assertThat(lab.trail(Event.INTENT).getFirst().detail().path("by").stringValue())
        .isEqualTo("approved by ann (terminal)");
  }

  @Test
  void a_plan_that_nobody_approved_is_not_run() {
    Plan plan = kept(Lab.STOP);

    assertThat(run(Lab.ANN, plan)).isInstanceOf(Decision.NeedsPerson.class);
    assertThat(lab.trail(Event.INTENT)).isEmpty();
  }

  @Test
  void a_plan_that_was_denied_is_not_run_and_who_denied_it_is_recorded() {
    Plan plan = kept(Lab.STOP);
    lab.desk.deny(plan.id(), new Approval("carl", "terminal"));

    assertThat(run(Lab.ANN, plan)).isInstanceOf(Decision.Denied.class);
    assertThat(lab.trail(Event.DENIED).getFirst().detail().toString()).contains("\"by\":\"carl\"");
  }

  @Test
  void another_principal_finds_no_such_plan_though_it_was_approved() {
    Plan plan = kept(Lab.STOP);
    approve(plan);

    assertThat(lab.guard().plan(Lab.BOB, plan.id())).isEmpty();
    assertThat(((Decision.Denied) run(Lab.BOB, plan)).reason()).contains("there is no plan");
    assertThat(run(Lab.ANN, plan)).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void a_plan_ends_after_ten_minutes_approved_or_not() {
    Plan plan = kept(Lab.STOP);
    approve(plan);
    lab.later(Ledger.PLAN_LIFE);

    assertThat(run(Lab.ANN, plan)).isInstanceOf(Decision.Denied.class);
    assertThat(lab.desk.waiting()).isEmpty();
  }

  @Test
  void a_plan_for_another_state_is_refused_with_the_difference_and_cannot_be_run_later() {
    Plan plan = kept(Lab.STOP);
    approve(plan);
    Proposal other =
        Lab.proposal(Lab.WEB, List.of(new Condition("VM 100 state", "stopped")), Lab.STOP);

    Decision decision = lab.guard().run(Lab.ANN, plan.id(), other, Optional.empty());

    assertThat(((Decision.Denied) decision).reason())
        .contains("VM 100 state was running and is stopped");
    assertThat(run(Lab.ANN, plan)).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void a_plan_does_not_let_other_steps_go_than_those_that_were_seen() {
    Plan plan = kept(Lab.STOP);
    approve(plan);
    List<Step> others =
        List.of(
            Lab.step(Tier.DESTROY, "/nodes/pve1/qemu/101/status/stop", ""),
            Lab.step(Tier.DESTROY, Lab.STOP.path(), "other"),
            new Step("other", Tier.DESTROY, "POST", Lab.STOP.path(), ""));
    for (Step step : others) {
      assertThat(lab.guard().run(Lab.ANN, plan.id(), Lab.proposal(step), Optional.empty()))
          .isInstanceOf(Decision.Denied.class);
    }
    assertThat(lab.trail(Event.INTENT)).isEmpty();
  }

  @Test
  void rules_that_forbid_it_meanwhile_stop_an_approved_plan() {
    Plan plan = kept(Lab.STOP);
    approve(plan);
    lab.admissions.add((_, _, _, _) -> Optional.of("Everything is frozen."));

    assertThat(((Decision.Denied) run(Lab.ANN, plan)).reason()).isEqualTo("Everything is frozen.");
    assertThat(lab.trail(Event.INTENT)).isEmpty();
  }

  @Test
  void an_approval_for_some_plans_counts_that_often_for_that_guest_tool_and_principal() {
    Plan plan = kept(Lab.STOP);
    lab.desk.approve(
        plan.id(),
        plan.digest(),
        new Approval("carl", "terminal"),
        new Desk.Terms(3, Duration.ofHours(1)),
        "");
    Guard guard = lab.guard();
    GuestFacts other = new GuestFacts(101, "db", "", Set.of());

    assertThat(run(Lab.ANN, plan)).isInstanceOf(Decision.Granted.class);
    assertThat(guard.propose(Lab.BOB, Lab.proposal(Lab.STOP)))
        .isInstanceOf(Decision.NeedsPerson.class);
    assertThat(guard.propose(Lab.ANN, Lab.proposal(other, List.of(), Lab.STOP)))
        .isInstanceOf(Decision.NeedsPerson.class);
    assertThat(guard.propose(Lab.ANN, Lab.proposal(Lab.STOP))).isInstanceOf(Decision.Granted.class);
    assertThat(guard.propose(Lab.ANN, Lab.proposal(Lab.STOP))).isInstanceOf(Decision.Granted.class);
    assertThat(guard.propose(Lab.ANN, Lab.proposal(Lab.STOP)))
        .isInstanceOf(Decision.NeedsPerson.class);
  }

  @Test
  void an_approval_for_some_time_ends_with_it() {
    Plan plan = kept(Lab.STOP);
    lab.desk.approve(
        plan.id(),
        plan.digest(),
        new Approval("carl", "terminal"),
        new Desk.Terms(3, Duration.ofHours(1)),
        "");
    lab.later(Duration.ofHours(1));

    assertThat(lab.guard().propose(Lab.ANN, Lab.proposal(Lab.STOP)))
        .isInstanceOf(Decision.NeedsPerson.class);
  }

  @Test
  void a_protected_guest_wants_its_name_typed_even_where_a_rule_allows_it() {
    GuestFacts guarded = new GuestFacts(100, "web", "", Set.of("mcp-protect"));
    Proposal proposal = Lab.proposal(guarded, List.of(), Lab.STOP);
    Decision decision = lab.guard(Tier.DESTROY).propose(Lab.ANN, proposal);
    Plan plan = ((Decision.NeedsPerson) decision).plan();
    lab.guard().keep(Lab.ANN, plan);

    assertThat(decide(plan, Desk.Terms.ONCE, "")).isInstanceOf(Desk.Result.WrongName.class);
    assertThat(decide(plan, new Desk.Terms(2, Duration.ofHours(1)), "web"))
        .isInstanceOf(Desk.Result.OnlyOnce.class);
    assertThat(decide(plan, Desk.Terms.ONCE, "web")).isInstanceOf(Desk.Result.Done.class);
    assertThat(decide(plan, Desk.Terms.ONCE, "web")).isInstanceOf(Desk.Result.Gone.class);
  }

  @Test
  void who_read_what_a_guest_wrote_needs_a_person_for_grave_things_for_half_an_hour() {
    Guard guard = lab.guard(Tier.CHANGE, Tier.DESTROY);
    guard.tainted(Lab.ANN);

    assertThat(guard.propose(Lab.ANN, Lab.proposal(Lab.STOP)))
        .isInstanceOf(Decision.NeedsPerson.class);
    assertThat(guard.propose(Lab.ANN, Lab.proposal(Lab.START)))
        .isInstanceOf(Decision.Granted.class);
    assertThat(guard.propose(Lab.BOB, Lab.proposal(Lab.STOP))).isInstanceOf(Decision.Granted.class);
    lab.later(Duration.ofMinutes(30));
    assertThat(guard.propose(Lab.ANN, Lab.proposal(Lab.STOP))).isInstanceOf(Decision.Granted.class);
  }

  @Test
  void another_process_on_the_same_store_sees_the_taint_and_the_plan() {
    Ledger other = new Ledger(lab.store, lab.now::get, new Random(5), "there", List.of());
    lab.guard().tainted(Lab.ANN);
    Plan plan = kept(Lab.STOP);
    approve(plan);
    Guard there = new Guard(new Policy(Set.of(Tier.DESTROY)), other);

    assertThat(there.propose(Lab.ANN, Lab.proposal(Lab.STOP)))
        .isInstanceOf(Decision.NeedsPerson.class);
    assertThat(there.run(Lab.ANN, plan.id(), Lab.proposal(Lab.STOP), Optional.empty()))
        .isInstanceOf(Decision.Granted.class);
    assertThat(run(Lab.ANN, plan)).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void a_change_that_cannot_be_recorded_is_refused_with_the_reason() {
    Guard guard =
        new Guard(
            new Policy(Set.of(Tier.CHANGE)),
            new Ledger(new FullDisk(), lab.now::get, new Random(1), "here", List.of()));

    Decision decision = guard.propose(Lab.ANN, Lab.proposal(Lab.START));

    assertThat(((Decision.Denied) decision).reason())
        .contains("cannot be recorded: the disk is full");
  }

  private static final class FullDisk implements GuardStore {
    @Override
    public <T> T change(Function<Books, T> work) {
      throw new CannotRecord("the disk is full.", null);
    }

    @Override
    public <T> T look(Function<Books, T> work) {
      throw new CannotRecord("the disk is full.", null);
    }

    @Override
    public void later(Consumer<Books> work) {}

    @Override
    public void close() {}
  }

  @Test
  void of_many_who_run_one_approved_plan_at_once_one_does() throws Exception {
    for (int round = 0; round < 100; round++) {
      Plan plan = kept(Lab.STOP);
      approve(plan);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Decision>> runs =
            java.util.stream.IntStream.range(0, 8)
                .<Callable<Decision>>mapToObj(_ -> () -> run(Lab.ANN, plan))
                .toList();
        long granted = 0;
        for (var run : threads.invokeAll(runs)) {
          granted += run.get() instanceof Decision.Granted ? 1 : 0;
        }
        assertThat(granted).isEqualTo(1);
      }
    }
  }

  /** Property: taking a tier away from a policy never allows more. */
  @Test
  void policies_are_monotone() {
    long seed = 20261122;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      EnumSet<Tier> more = randomTiers(random);
      EnumSet<Tier> less = EnumSet.copyOf(more);
      less.removeIf(_ -> random.nextBoolean());
      Step[] steps =
          randomTiers(random).stream().map(tier -> Lab.step(tier, "/x", "")).toArray(Step[]::new);

      boolean withLess = allows(less, steps);
      boolean withMore = allows(more, steps);

      assertThat(withMore || !withLess).as("seed %d: %s against %s", seed, less, more).isTrue();
    }
  }

  private boolean allows(Set<Tier> tiers, Step... steps) {
    return new Guard(new Policy(tiers), lab.ledger).propose(Lab.ANN, Lab.proposal(steps))
        instanceof Decision.Granted;
  }

  private static EnumSet<Tier> randomTiers(Random random) {
    EnumSet<Tier> tiers = EnumSet.allOf(Tier.class);
    tiers.removeIf(_ -> random.nextBoolean());
    return tiers;
  }

  private Plan kept(Step... steps) {
    Decision decision = lab.guard().propose(Lab.ANN, Lab.proposal(steps));
    return lab.guard().keep(Lab.ANN, ((Decision.NeedsPerson) decision).plan());
  }

  private void approve(Plan plan) {
    assertThat(
            lab.desk.approve(
                plan.id(), plan.digest(), new Approval("ann", "terminal"), Desk.Terms.ONCE, ""))
        .isInstanceOf(Desk.Result.Done.class);
  }

  private Desk.Result decide(Plan plan, Desk.Terms terms, String typed) {
    return lab.desk.approve(
        plan.id(), plan.digest(), new Approval("carl", "terminal"), terms, typed);
  }

  private Decision run(Guard.Request who, Plan plan) {
    return lab.guard().run(who, plan.id(), plan.proposal(), Optional.empty());
  }

  private static Grant granted(Decision decision) {
    return ((Decision.Granted) decision).grant();
  }
}
