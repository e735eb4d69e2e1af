package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.simulator.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulated cluster that fails in the ways real hosts do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
  private static final Timeouts SHORT =
      new Timeouts(Duration.ofSeconds(10), Duration.ofMillis(1_500));

  private final Lab lab = Lab.start();
  private final BoundCluster operator = open();

  private BoundCluster open() {
    ClusterSettings usual = lab.settings(lab.simulated().operatorToken());
    return lab.open(
            new ClusterSettings(
                usual.name(), usual.host(), usual.credentials(), usual.trust(), SHORT))
        .through(Gate.open());
  }

  @BeforeEach
  void forget() {
    lab.simulated().faults().clear();
    lab.simulated().requests().clear();
  }

  @AfterAll
  void close() {
    lab.close();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(Fault.RESET, Unreachable.class),
        Arguments.of(Fault.HALF_ANSWER, UnexpectedReply.class),
        Arguments.of(Fault.SILENCE, TimedOut.class));
  }

  private ProxmoxException startMeets(Fault fault) {
    lab.simulated().faults().next(100, request -> request.method().equals("POST"), fault);
    return catchThrowableOfType(
        ProxmoxException.class,
        () ->
            operator
                .guests()
                .power(Lab.vm("pve3", 107), PowerAction.START, PowerOptions.standard()));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_write_without_an_answer_arrives_exactly_once(
      Fault fault, Class<? extends ProxmoxException> type) {
    ProxmoxException error = startMeets(fault);

    assertThat(error).isInstanceOf(type);
    assertThat(error.delivery()).isEqualTo(Delivery.UNKNOWN);
    assertThat(lab.simulated().requests().list()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void a_write_over_a_connection_that_was_used_before_arrives_exactly_once_too(
      Fault fault, Class<? extends ProxmoxException> type) {
    assertThat(operator.cluster().version().release()).isEqualTo("9.2");

    assertThat(startMeets(fault)).isInstanceOf(type);

    assertThat(lab.simulated().requests().list())
        .filteredOn(request -> request.method().equals("POST"))
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void after_a_fault_the_next_request_is_answered(
      Fault fault, Class<? extends ProxmoxException> type) {
    assertThat(startMeets(fault)).isInstanceOf(type);
    lab.simulated().faults().clear();

    assertThat(operator.cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void a_login_page_instead_of_json_is_told_as_the_wrong_place() {
    lab.simulated().faults().nextAt("/cluster/resources", Fault.HTML_PAGE);

    ProxmoxException error =
        catchThrowableOfType(ProxmoxException.class, () -> operator.guests().list());

    assertThat(error)
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("Could not list the guests (cluster lab)")
        .hasMessageContaining("Is this a Proxmox VE API at " + lab.host());
  }

  @Test
  void an_expired_token_is_told_and_not_tried_again() {
    BoundCluster expired = lab.as(lab.simulated().expiredToken());

    ProxmoxException error =
        catchThrowableOfType(ProxmoxException.class, () -> expired.cluster().version());

    assertThat(error)
        .isInstanceOf(Unauthenticated.class)
        .hasMessageContaining("token ops@pve!old")
        .hasMessageContaining("it has expired");
    assertThat(lab.simulated().requests().count()).isEqualTo(1);
  }

  @Test
  void a_hundred_and_fifty_requests_pass_a_host_that_ends_connections_after_a_hundred() {
    for (int i = 0; i < 150; i++) {
      assertThat(operator.cluster().version().release()).isEqualTo("9.2");
    }
  }
}
