package dev.proxmoxmcp.app.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.guard.Policy;
import dev.proxmoxmcp.guard.audit.Event;
import dev.proxmoxmcp.guard.store.GuardStore;
import dev.proxmoxmcp.guard.store.MemoryStore;
import dev.proxmoxmcp.simulator.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyNoticeTest {
  private final ManualClock clock = new ManualClock();
  private final GuardStore store = new MemoryStore();
  private final PolicyNotice notice = new PolicyNotice(store, clock);

  @Test
  void rules_are_recorded_when_they_come_into_force_and_not_at_every_start() {
    notice.inForce(Policy.readsOnly());
    notice.inForce(Policy.readsOnly());
    notice.inForce(new Policy(Set.of(Tier.CHANGE)));
    notice.inForce(Policy.readsOnly());

    assertThat(recorded()).hasSize(2);
    assertThat(recorded().getFirst()).contains("ask   everything else").doesNotContain("change");
    assertThat(recorded().getLast()).contains("allow tier: read, change");
  }

  @Test
  void rules_that_nobody_used_for_a_month_are_told_again() {
    notice.inForce(Policy.readsOnly());
    clock.advance(Duration.ofDays(31));
    notice.inForce(Policy.readsOnly());

    assertThat(recorded()).hasSize(2);
  }

  private List<String> recorded() {
    List<String> bodies = new ArrayList<>();
    store.look(books -> {
      books.forward(
          1,
          one -> {
            if (one.entry().event() == Event.POLICY) {
              bodies.add(one.body());
            }
            return true;
          });
      return true;
    });
    return bodies;
  }
}
