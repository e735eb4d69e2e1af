package dev.proxmoxmcp.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Condition;
import dev.proxmoxmcp.guard.plan.Plan;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.policy.GuestFacts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For each mitigation an attack that it stops: with all of them nothing is let go, and with that
 * one taken away the attack succeeds. So each is needed, and each has a test that would be red
 * without it.
 */
class MitigationsTest {
  private static final Approval YES = new Approval("carl", "terminal");

  @ParameterizedTest
  @EnumSource(Mitigation.class)
  void an_attack_is_stopped_and_succeeds_only_where_its_mitigation_is_taken_away(
      Mitigation mitigation) {
    assertThat(attack(mitigation, new Lab())).as("with all of them").isFalse();
    assertThat(attack(mitigation, new Lab(mitigation))).as("without it").isTrue();
  }

  /** Whether what must not be let go was. */
  private static boolean attack(Mitigation mitigation, Lab lab) {
    return switch (mitigation) {
      case PRINCIPAL -> granted(lab.guard().run(Lab.BOB, approved(lab).id(), stop(), none()));
      case ONCE -> twice(lab);
      case EXPIRY -> late(lab);
      case DIGEST -> {
        Proposal other = Lab.proposal(Lab.WEB, List.of(new Condition("a", "b")), Lab.STOP);
        yield granted(lab.guard().run(Lab.ANN, approved(lab).id(), other, none()));
      }
      case APPROVAL -> granted(lab.guard().run(Lab.ANN, kept(lab, stop()).id(), stop(), none()));
      case RULES_AT_RUN -> granted(lab.denying().run(Lab.ANN, approved(lab).id(), stop(), none()));
      case ADMISSION -> {
        lab.admissions.add((_, _, _, _) -> Optional.of("frozen"));
        yield granted(lab.guard(Tier.DESTROY).propose(Lab.ANN, stop()));
      }
      case TAINT -> {
        Guard guard = lab.guard(Tier.DESTROY);
        guard.tainted(Lab.ANN);
        yield granted(guard.propose(Lab.ANN, stop()));
      }
      case NAME -> {
        GuestFacts guest = new GuestFacts(100, "web", "", Set.of("mcp-protect"));
        Proposal guarded = Lab.proposal(guest, List.of(), Lab.STOP);
        Plan plan = kept(lab, guarded);
        lab.desk.approve(plan.id(), plan.digest(), YES, Desk.Terms.ONCE, "");
        yield granted(lab.guard().run(Lab.ANN, plan.id(), guarded, none()));
      }
      case SEEN -> {
        Plan plan = kept(lab, stop());
        lab.desk.approve(plan.id(), "of another plan", YES, Desk.Terms.ONCE, "");
        yield granted(lab.guard().run(Lab.ANN, plan.id(), stop(), none()));
      }
      case DECIDED -> {
        Plan plan = approved(lab);
        yield lab.desk.approve(plan.id(), plan.digest(), YES, Desk.Terms.ONCE, "")
            instanceof Desk.Result.Done;
      }
      case SCOPE -> {
        standing(lab);
        yield granted(lab.guard().propose(Lab.BOB, stop()));
      }
      case USES -> {
        standing(lab);
        lab.guard().propose(Lab.ANN, stop());
        yield granted(lab.guard().propose(Lab.ANN, stop()));
      }
      case NEXT_STEP -> otherStep(lab);
    };
  }

  private static boolean twice(Lab lab) {
    Plan plan = approved(lab);
    lab.guard().run(Lab.ANN, plan.id(), stop(), none());
    return granted(lab.guard().run(Lab.ANN, plan.id(), stop(), none()));
  }

  private static boolean late(Lab lab) {
    Plan plan = approved(lab);
    lab.later(Ledger.PLAN_LIFE);
    return granted(lab.guard().run(Lab.ANN, plan.id(), stop(), none()));
  }

  private static boolean otherStep(Lab lab) {
    Decision decision = lab.guard(Tier.DESTROY).propose(Lab.ANN, stop());
    try {
      ((Decision.Granted) decision).grant().use(Lab.step(Tier.ADMIN, "/access/users", "somebody"));
      return true;
    } catch (NotGranted stopped) {
      return false;
    }
  }

  private static Proposal stop() {
    return Lab.proposal(Lab.STOP);
  }

  private static Optional<Approval> none() {
    return Optional.empty();
  }

  private static Plan kept(Lab lab, Proposal proposal) {
    Decision decision = lab.guard().propose(Lab.ANN, proposal);
    return lab.guard().keep(Lab.ANN, ((Decision.NeedsPerson) decision).plan());
  }

  private static Plan approved(Lab lab) {
    Plan plan = kept(lab, stop());
    lab.desk.approve(plan.id(), plan.digest(), YES, Desk.Terms.ONCE, "");
    return plan;
  }

  /** One that counts for one more plan than the one that it was said to. */
  private static void standing(Lab lab) {
    Plan plan = kept(lab, stop());
    lab.desk.approve(plan.id(), plan.digest(), YES, new Desk.Terms(2, Duration.ofHours(1)), "");
  }

  private static boolean granted(Decision decision) {
    return decision instanceof Decision.Granted;
  }
}
