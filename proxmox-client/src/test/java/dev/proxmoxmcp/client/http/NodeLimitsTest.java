package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Busy;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.http.Endpoint.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeLimitsTest {
  private static final Attempt ATTEMPT =
      new Attempt("lab", HostAddress.of("pve1"), "look", "GET /x", Tier.READ, null);
  private static final Duration SHORT = Duration.ofMillis(5);

  private final NodeLimits limits = new NodeLimits();

  private NodeLimits.Turn enter(String node, Pace pace) {
    return limits.enter(ATTEMPT, node, pace, SHORT);
  }

  private void enter(int times, String node, Pace pace) {
    for (int i = 0; i < times; i++) {
      assertThat(enter(node, pace)).isNotNull();
    }
  }

  @Test
  void a_fifth_request_waits_and_is_told_why_its_turn_did_not_come() {
    enter(4, "node pve1", Pace.QUICK);

    assertThatThrownBy(() -> enter("node pve1", Pace.QUICK))
        .isInstanceOfSatisfying(
            Busy.class, busy -> assertThat(busy.delivery()).isEqualTo(Delivery.NOT_SENT))
        .hasMessageContaining("earlier requests to node pve1 took up all of");
  }

  @Test
  void two_slow_requests_leave_room_for_quick_ones_and_for_no_third_slow_one() {
    enter(2, "node pve1", Pace.SLOW);

    assertThatThrownBy(() -> enter("node pve1", Pace.SLOW)).isInstanceOf(Busy.class);
    enter(2, "node pve1", Pace.QUICK);
    assertThatThrownBy(() -> enter("node pve1", Pace.QUICK)).isInstanceOf(Busy.class);
  }

  @Test
  void a_slow_request_that_found_no_room_gives_its_slow_turn_back() {
    enter(3, "node pve1", Pace.QUICK);
    NodeLimits.Turn last = enter("node pve1", Pace.QUICK);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> enter("node pve1", Pace.SLOW)).isInstanceOf(Busy.class);
    }
    last.close();

    assertThatCode(() -> enter("node pve1", Pace.SLOW)).doesNotThrowAnyException();
  }

  @Test
  void a_turn_that_ends_is_the_next_ones() {
    enter(3, "node pve1", Pace.QUICK);
    enter("node pve1", Pace.QUICK).close();

    assertThatCode(() -> enter("node pve1", Pace.QUICK)).doesNotThrowAnyException();
  }

  @Test
  void one_node_does_not_wait_for_another() {
    enter(4, "node pve1", Pace.QUICK);

    assertThatCode(() -> enter("node pve2", Pace.QUICK)).doesNotThrowAnyException();
  }
}
