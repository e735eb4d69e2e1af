package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.NodeUnreachable;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.ClusterBuilder;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.SimulatedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three nodes, each at an address of its own, of which some have a bad day. */
class FailoverTest {
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(10), Duration.ofMillis(3_000))
          .withPatience(Duration.ofMillis(500));

  @TempDir private Path folder;

  private final Lab lab = Lab.startWith(ClusterBuilder::listenerPerNode);
  private BoundCluster cluster;

  @BeforeEach
  void open() throws IOException {
    Path pem = Files.writeString(folder.resolve("ca.pem"), lab.simulated().caCertificatePem());
    List<HostAddress> hosts =
        IntStream.rangeClosed(1, 3)
            .mapToObj(i -> new HostAddress("127.0.0." + i, lab.host().port()))
            .toList();
    ClusterSettings usual = lab.settings(lab.simulated().operatorToken());
    cluster =
        lab.open(
                new ClusterSettings(
                    "lab", hosts, usual.credentials(), new Trust.AuthorityFile(pem), TIMEOUTS))
            .through(Gate.open());
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void start() {
    cluster.guests().power(Lab.vm("pve3", 107), PowerAction.START, PowerOptions.standard());
  }

  private long posts() {
    return lab.simulated().requests().list().stream()
        .filter(request -> request.method().equals("POST"))
        .count();
  }

  private static boolean isVersion(RecordedRequest request) {
    return request.apiPath().equals("/version");
  }

  private long versions() {
    return lab.simulated().requests().list().stream().filter(FailoverTest::isVersion).count();
  }

  @Test
  void a_read_goes_to_another_member_when_the_first_refuses() {
    lab.simulated().node("pve1").stopsItsApi();

    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void a_read_goes_to_another_member_when_the_first_is_a_black_hole() {
    lab.simulated().node("pve1").isBlackHoled();

    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void a_read_goes_on_to_the_third_member_when_two_are_gone() {
    lab.simulated().node("pve1").isBlackHoled();
    lab.simulated().node("pve2").stopsItsApi();

    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
  }

  @Test
  void when_nobody_is_left_the_error_names_who_was_tried() {
    lab.simulated().nodes().forEach(node -> node.stopsItsApi());

    assertThatThrownBy(() -> cluster.cluster().version())
        .isInstanceOf(Unreachable.class)
        .hasMessageContaining("(cluster lab; try 3, after 127.0.0.1:" + lab.host().port())
        .hasMessageContaining("refused the connection");
  }

  @Test
  void a_member_whose_certificate_is_not_trusted_is_passed_over_and_receives_nothing() {
    lab.simulated().node("pve1").presents(SimulatedCertificate.foreignAuthority(lab.clock()));

    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
    assertThat(lab.simulated().requests().list()).allMatch(request -> !request.tokenId().isEmpty());
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void when_no_certificate_is_trusted_that_is_the_error() {
    lab.simulated()
        .nodes()
        .forEach(node -> node.presents(SimulatedCertificate.foreignAuthority(lab.clock())));

    assertThatThrownBy(() -> cluster.cluster().version()).isInstanceOf(CertificateRejected.class);
    assertThat(versions()).isZero();
  }

  @Test
  void a_member_whose_own_daemon_is_down_is_passed_over() {
    lab.simulated().faults().next(FailoverTest::isVersion, Fault.status(595, "Connection refused"));

    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
    assertThat(versions()).isEqualTo(2);
  }

  @Test
  void of_a_node_that_a_member_cannot_reach_the_others_are_not_asked() {
    lab.simulated()
        .faults()
        .next(
            100,
            request -> request.apiPath().startsWith("/nodes/pve3"),
            Fault.status(596, "Connection timed out"));

    assertThatThrownBy(() -> cluster.nodes().status(new NodeName("pve3")))
        .isInstanceOfSatisfying(
            NodeUnreachable.class, error -> assertThat(error.status()).isEqualTo(596))
        .hasMessageContaining("node pve3");
    assertThat(lab.simulated().requests().list())
        .filteredOn(request -> request.apiPath().startsWith("/nodes/pve3"))
        .hasSize(1);
  }

  @Test
  void an_error_that_was_answered_is_not_asked_for_again() {
    lab.simulated().faults().next(FailoverTest::isVersion, Fault.status(500, "something odd"));

    assertThatThrownBy(() -> cluster.cluster().version())
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("something odd");
    assertThat(versions()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("dev.proxmoxmcp.client.http.FaultsTest#broken")
  void a_read_that_breaks_off_is_read_again(Fault fault, Class<? extends ProxmoxException> type) {
    lab.simulated().faults().next(FailoverTest::isVersion, fault);

    assertThat(cluster.cluster().version().release()).as(type.getName()).isEqualTo("9.2");
    assertThat(versions()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("dev.proxmoxmcp.client.http.FaultsTest#broken")
  void a_write_that_breaks_off_arrives_once_though_others_could_take_it(
      Fault fault, Class<? extends ProxmoxException> type) {
    lab.simulated().faults().next(100, request -> request.method().equals("POST"), fault);

    ProxmoxException error = catchThrowableOfType(ProxmoxException.class, this::start);

    assertThat(error).isInstanceOf(type);
    assertThat(error.delivery()).isEqualTo(Delivery.UNKNOWN);
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void a_write_whose_connection_is_refused_goes_to_another_member_once() {
    lab.simulated().node("pve1").stopsItsApi();

    start();

    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void a_member_that_failed_three_times_is_not_asked_while_it_rests() {
    lab.simulated().node("pve1").stopsItsApi();
    for (int i = 0; i < 3; i++) {
      assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
    }
    lab.simulated().node("pve1").comesBack();
    lab.simulated().node("pve2").stopsItsApi();
    lab.simulated().node("pve3").stopsItsApi();

    assertThatThrownBy(() -> cluster.cluster().version()).isInstanceOf(Unreachable.class);
    lab.clock().advance(Duration.ofSeconds(30));
    assertThat(cluster.cluster().version().release()).isEqualTo("9.2");
  }
}
