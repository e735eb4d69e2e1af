package dev.proxmoxmcp.guard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.plan.Approval;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrantTest {
  private final Lab lab = new Lab();

  @Test
  void steps_are_used_once_and_in_their_order() {
    Grant grant = granted(Lab.proposal(Lab.START, Lab.STOP));

    assertThatThrownBy(() -> grant.use(Lab.STOP)).isInstanceOf(NotGranted.class);
    grant.use(Lab.START);
    assertThatThrownBy(() -> grant.use(Lab.START)).isInstanceOf(NotGranted.class);
    grant.use(Lab.STOP);
    assertThatThrownBy(() -> grant.use(Lab.STOP))
        .hasMessageContaining("no step is left")
        .hasMessageContaining("POST /nodes/pve1/qemu/100/status/stop on lab");
  }

  @Test
  void a_grant_does_not_fit_other_parameters_another_path_or_another_cluster() {
    Grant grant = granted(Lab.proposal(Lab.START));

    assertThatThrownBy(() -> grant.use(Lab.step(Tier.CHANGE, Lab.START.path(), "force")))
        .isInstanceOf(NotGranted.class);
    assertThatThrownBy(() -> grant.use(Lab.step(Tier.CHANGE, Lab.START.path() + "/../stop", "")))
        .isInstanceOf(NotGranted.class);
    assertThatThrownBy(
            () -> grant.use(new Step("other", Tier.CHANGE, "POST", Lab.START.path(), "")))
        .isInstanceOf(NotGranted.class);
  }

  @Test
  void looks_are_allowed_after_all_steps_as_often_as_it_takes_with_any_parameters() {
    Step exec = Lab.step(Tier.EXEC, "/nodes/pve1/qemu/100/agent/exec", "a");
    Step look = Lab.step(Tier.EXEC, "/nodes/pve1/qemu/100/agent/exec-status", "0");
    Proposal plain = Lab.proposal(exec);
    Grant grant =
        granted(
            new Proposal(
                plain.call(),
                plain.title(),
                plain.steps(),
                List.of(Lab.planned(look, Lab.WEB)),
                plain.conditions(),
                plain.notes(),
                plain.undo()));

    assertThatThrownBy(() -> grant.use(look)).isInstanceOf(NotGranted.class);
    grant.use(exec);
    for (String pid : List.of("4001", "4001", "4002")) {
      grant.use(Lab.step(Tier.EXEC, look.path(), pid));
    }
    assertThatThrownBy(() -> grant.use(exec)).isInstanceOf(NotGranted.class);
    assertThatThrownBy(() -> grant.use(Lab.step(Tier.EXEC, look.path() + "/x", "0")))
        .isInstanceOf(NotGranted.class);
  }

  @Test
  void reads_need_no_grant() {
    assertThatCode(() -> Grant.none().use(Lab.step(Tier.READ, "/cluster/resources", "")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(value = Tier.class, names = "READ", mode = EnumSource.Mode.EXCLUDE)
  void everything_but_reads_needs_a_grant(Tier tier) {
    assertThatThrownBy(() -> Grant.none().use(Lab.step(tier, "/version", "")))
        .isInstanceOf(NotGranted.class);
  }

  @Test
  void an_approval_names_who_gave_it() {
    assertThatThrownBy(() -> new Approval(" ", "form"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Grant granted(Proposal proposal) {
    return ((Decision.Granted)
            lab.guard(Tier.CHANGE, Tier.DESTROY, Tier.EXEC, Tier.ADMIN).propose(Lab.ANN, proposal))
        .grant();
  }
}
