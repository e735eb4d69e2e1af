package dev.proxmoxmcp.guard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import dev.proxmoxmcp.guard.policy.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void a_plan_comes_back_as_it_was_in_each_standing() {
    List<Standing> standings =
        List.of(
            new Standing.Waiting("lab.yaml line 3"),
            new Standing.Waiting("default", true),
            new Standing.Approved(new Approval("ann", "page"), AT),
            new Standing.Open("--allow", AT, "17"),
            new Standing.Ended("done", AT));
    for (Standing standing : standings) {
      Plan plan = plan(standing, false);

      assertThat(PlanText.read(PlanText.write(plan))).isEqualTo(plan);
      assertThat(PlanText.read(PlanText.write(plan)).digest()).isEqualTo(plan.digest());
    }
  }

  @Test
  void arguments_with_a_secret_are_not_written() {
    assertThat(PlanText.write(plan(new Standing.Waiting("default"), true)))
        .doesNotContain("swordfish");
  }

  @Test
  void ids_are_128_random_bits_and_others_are_refused() {
    Random random = new Random(3);

    assertThat(PlanId.make(random).text()).hasSize(26).isNotEqualTo(PlanId.make(random).text());
    for (String no : List.of("", "../../x", "0".repeat(25), "0".repeat(25) + "i", "0".repeat(27))) {
      assertThat(PlanId.parse(no)).isEmpty();
      assertThatThrownBy(() -> new PlanId(no)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void the_digest_covers_whose_it_is_the_steps_and_the_state_but_not_what_is_only_shown() {
    Plan plan = plan(new Standing.Waiting("default"), false);
    Proposal was = plan.proposal();

    assertThat(Plan.digest("bob", was)).isNotEqualTo(plan.digest());
    assertThat(Plan.digest("ann", with(was, List.of(), was.notes()))).isNotEqualTo(plan.digest());
    assertThat(Plan.digest("ann", with(was, was.conditions(), List.of("other"))))
        .isEqualTo(plan.digest());
  }

  private static Proposal with(Proposal was, List<Condition> conditions, List<String> notes) {
    return new Proposal(
        was.call(), was.title(), was.steps(), was.looks(), conditions, notes, was.undo());
  }

  private static Plan plan(Standing standing, boolean secret) {
    PlannedStep step =
        new PlannedStep(
            new Step("lab", Tier.DESTROY, "POST", "/nodes/pve1/qemu/100/status/stop", "d1"),
            new Subject(List.of(new GuestFacts(100, "web", "prod", Set.of("a", "b"))), true),
            "timeout=3",
            "VM.PowerMgmt on /vms/100");
    return new Plan(
        PlanId.make(new Random(9)),
        "ann",
        "ann through \"desk\"",
        new Proposal(
            new Call(
                "api_write",
                "lab",
                secret ? "{\"password\":\"swordfish\"}" : "{}",
                Map.of("snapshot", "before"),
                secret),
            "stop of VM 100",
            List.of(step),
            List.of(),
            List.of(new Condition("VM 100 state", "running")),
            List.of("What is in memory is lost."),
            new Undo.None("nothing brings it back")),
        AT,
        AT.plusSeconds(600),
        standing);
  }
}
