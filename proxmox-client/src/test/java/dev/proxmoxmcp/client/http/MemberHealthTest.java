package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Unreachable.Reason;
import dev.proxmoxmcp.client.http.MemberHealth.State;
import dev.proxmoxmcp.simulator.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemberHealthTest {
  private final ManualClock clock = new ManualClock();
  private final MemberHealth health = new MemberHealth(clock);

  private void fail(int times, Reason why) {
    for (int i = 0; i < times; i++) {
      health.failed(why);
    }
  }

  @Test
  void two_failures_are_forgiven() {
    fail(2, Reason.CONNECTION_REFUSED);

    assertThat(health.state()).isEqualTo(State.WELL);
    assertThat(health.admits()).isTrue();
  }

  @Test
  void a_success_between_failures_begins_the_count_again() {
    fail(2, Reason.CONNECTION_REFUSED);
    health.succeeded();
    fail(2, Reason.CONNECTION_REFUSED);

    assertThat(health.state()).isEqualTo(State.WELL);
  }

  @Test
  void after_three_failures_it_rests_for_a_second() {
    fail(3, Reason.CONNECT_TIMEOUT);

    assertThat(health.state()).isEqualTo(State.RESTS);
    assertThat(health.admits()).isFalse();
    assertThat(health.restLeft()).isEqualTo(Duration.ofSeconds(1));
    assertThat(health.lastFailure()).isEqualTo(Reason.CONNECT_TIMEOUT);
  }

  @Test
  void after_its_rest_one_try_is_let_through_and_its_success_makes_it_well() {
    fail(3, Reason.CONNECT_TIMEOUT);
    clock.advance(Duration.ofSeconds(1));

    assertThat(health.state()).isEqualTo(State.ON_TRIAL);
    assertThat(health.admits()).isTrue();
    assertThat(health.admits()).as("a second one meanwhile").isFalse();
    health.succeeded();
    assertThat(health.state()).isEqualTo(State.WELL);
    assertThat(health.restLeft()).isZero();
  }

  @Test
  void a_trial_that_fails_doubles_the_rest_up_to_half_a_minute() {
    fail(3, Reason.CONNECT_TIMEOUT);
    for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(health.restLeft()).isEqualTo(Duration.ofSeconds(seconds));
      clock.advance(Duration.ofSeconds(seconds));
      assertThat(health.admits()).isTrue();
      health.failed(Reason.CONNECT_TIMEOUT);
    }
  }

  @Test
  void a_trial_whose_outcome_is_never_told_is_followed_by_another() {
    fail(3, Reason.CONNECT_TIMEOUT);
    clock.advance(Duration.ofSeconds(1));
    assertThat(health.admits()).isTrue();

    clock.advance(Duration.ofSeconds(1));

    assertThat(health.admits()).isTrue();
  }

  @Test
  void one_that_was_met_meanwhile_gets_its_one_try_before_its_rest_is_over() {
    fail(3, Reason.CONNECT_TIMEOUT);

    health.met();

    assertThat(health.state()).isEqualTo(State.WELL);
    assertThat(health.admits()).isTrue();
    assertThat(health.admits()).isFalse();
    health.succeeded();
    assertThat(health.admits()).isTrue();
  }

  @Test
  void one_that_broke_connections_is_the_last_resort_while_it_rests() {
    fail(3, Reason.BROKEN);

    assertThat(health.state()).isEqualTo(State.LAST_RESORT);
    assertThat(health.admits()).isTrue();
  }
}
