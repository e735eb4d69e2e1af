package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.GuestKind;
import dev.proxmoxmcp.client.GuestRef;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.Vmid;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.guard.Decision;
import dev.proxmoxmcp.guard.Grant;
import dev.proxmoxmcp.guard.Guard;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.plan.Call;
import dev.proxmoxmcp.guard.plan.PlannedStep;
import dev.proxmoxmcp.guard.plan.Proposal;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.guard.policy.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was granted is what leaves, and nothing else. */
class GuardedGateTest {
  private static final GuestRef GIT = ct("pve1", 203);
  private static final GuestRef MINECRAFT = ct("pve3", 204);

  @Test
  void what_was_granted_leaves_once() {
    try (ToolLab lab = ToolLab.homelab()) {
      BoundCluster granted = granted(lab, GIT, PowerAction.START);

      granted.guests().power(GIT, PowerAction.START, PowerOptions.standard());

      assertThatThrownBy(
              () -> granted.guests().power(GIT, PowerAction.START, PowerOptions.standard()))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("no step is left");
      assertThat(lab.writes()).hasSize(1);
    }
  }

  @Test
  void another_guest_action_or_parameter_is_stopped_before_it_is_sent() {
    try (ToolLab lab = ToolLab.homelab()) {
      BoundCluster granted = granted(lab, GIT, PowerAction.SHUTDOWN);

      assertThatThrownBy(() ->
              granted.guests().power(MINECRAFT, PowerAction.SHUTDOWN, PowerOptions.standard()))
          .isInstanceOf(Refused.class);
      assertThatThrownBy(
              () -> granted.guests().power(GIT, PowerAction.STOP, PowerOptions.standard()))
          .isInstanceOf(Refused.class);
      assertThatThrownBy(() ->
              granted
                  .guests()
                  .power(GIT, PowerAction.SHUTDOWN, new PowerOptions(Duration.ofSeconds(1), false)))
          .isInstanceOf(Refused.class);
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void reads_pass_without_a_grant_and_nothing_else_does() {
    try (ToolLab lab = ToolLab.homelab()) {
      BoundCluster none = lab.cluster().through(new GuardedGate(Grant.none()));

      assertThat(none.guests().list()).hasSize(24);
      assertThatThrownBy(() -> none.guests().power(GIT, PowerAction.START, PowerOptions.standard()))
          .isInstanceOf(Refused.class);
      assertThat(lab.writes()).isEmpty();
    }
  }

  private static BoundCluster granted(ToolLab lab, GuestRef guest, PowerAction action) {
    Cluster cluster = lab.cluster();
    var request =
        cluster
            .through(new GuardedGate(Grant.none()))
            .guests()
            .powerRequest(guest, action, PowerOptions.standard());
    Decision decision =
        Guard.forgetful(new Policy(Set.of(Tier.CHANGE, Tier.DESTROY)), lab.clock(), 7)
            .propose(
                new Guard.Request("r1", "local", "local"),
                new Proposal(
                    new Call("test", "lab", "{}", Map.of(), false),
                    "test",
                    List.of(new PlannedStep(GuardedGate.step(request), Subject.NO_GUEST, "", "")),
                    List.of(),
                    List.of(),
                    List.of(),
                    new Undo.None("it is a test")));
    return cluster.through(new GuardedGate(((Decision.Granted) decision).grant()));
  }

  private static GuestRef ct(String node, int vmid) {
    return new GuestRef(GuestKind.LXC, new NodeName(node), new Vmid(vmid));
  }
}
