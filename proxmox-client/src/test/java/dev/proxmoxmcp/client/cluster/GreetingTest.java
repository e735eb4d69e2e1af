package dev.proxmoxmcp.client.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.CertificateRejected;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Greeting;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.Meeting;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Outgoing;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.ClusterBuilder;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.RecordedRequest;
import dev.proxmoxmcp.simulator.RequestFilter;
import dev.proxmoxmcp.simulator.SimulatedCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looking at hosts and members before anything is asked of them. */
@Timeout(60)
class GreetingTest {
  @TempDir private Path folder;

  @Test
  void a_host_is_asked_through_the_gate_and_without_the_token() {
    try (Lab lab = Lab.start()) {
      List<Outgoing> passed = new ArrayList<>();
      BoundCluster cluster =
          lab.open(lab.settings(lab.simulated().operatorToken())).through(passed::add);

      Greeting greeting = cluster.cluster().greet(lab.host(), Duration.ZERO);

      assertThat(greeting.json()).isTrue();
      assertThat(greeting.status()).isEqualTo(200);
      assertThat(greeting.server()).isEqualTo("pve-api-daemon/3.0");
      assertThat(greeting.closedAfter()).isNull();
      assertThat(passed).map(Object::toString).containsExactly("GET /access/domains [] on lab");
      assertThat(lab.simulated().requests().list())
          .extracting(RecordedRequest::tokenId)
          .containsExactly("");
    }
  }

  @Test
  void a_page_is_no_answer_of_the_api() {
    try (Lab lab = Lab.start()) {
      lab.simulated().faults().all(RequestFilter.ALL, Fault.HTML_PAGE);

      Greeting greeting = lab.operator().cluster().greet(lab.host(), Duration.ZERO);

      assertThat(greeting.json()).isFalse();
      assertThat(greeting.contentType()).isEqualTo("text/html");
    }
  }

  @Test
  void a_connection_that_the_host_closes_is_told() {
    try (Lab lab = Lab.startWith(builder -> builder.idleLimit(Duration.ofMillis(200)))) {
      Greeting greeting = lab.operator().cluster().greet(lab.host(), Duration.ofSeconds(20));

      assertThat(greeting.closedAfter()).isNotNull();
    }
  }

  @Test
  void a_host_that_cannot_be_trusted_is_asked_nothing() {
    try (Lab lab = Lab.start()) {
      ClusterSettings settings = lab.settings(lab.simulated().operatorToken());
      BoundCluster cluster =
          lab.open(
                  new ClusterSettings(
                      "lab",
                      lab.host(),
                      settings.credentials(),
                      new Trust.Pins(List.of(Fingerprint.parse("AB".repeat(32)))),
                      Lab.TIMEOUTS))
              .through(Gate.readsOnly());

      assertThatThrownBy(() -> cluster.cluster().greet(lab.host(), Duration.ZERO))
          .isInstanceOf(CertificateRejected.class);
      assertThat(lab.simulated().requests().count()).isZero();
    }
  }

  @Test
  void members_prove_themselves_or_are_told() throws Exception {
    try (Lab lab = Lab.startWith(ClusterBuilder::listenerPerNode)) {
      BoundCluster cluster = byAuthority(lab);
      assertThat(cluster.cluster().meetMembers())
          .containsExactly(
              new Meeting(new NodeName("pve2"), at(lab, 2), null),
              new Meeting(new NodeName("pve3"), at(lab, 3), null));

      lab.simulated().node("pve2").presents(SimulatedCertificate.foreignAuthority(lab.clock()));

      assertThat(cluster.cluster().meetMembers())
          .filteredOn(meeting -> meeting.failure() != null)
          .singleElement()
          .satisfies(meeting -> {
            assertThat(meeting.node()).isEqualTo(new NodeName("pve2"));
            assertThat(meeting.failure()).isInstanceOf(CertificateRejected.class);
          });
    }
  }

  @Test
  void with_a_pin_of_the_host_alone_no_member_is_met() throws Exception {
    try (Lab lab = Lab.startWith(ClusterBuilder::listenerPerNode)) {
      assertThat(lab.operator().cluster().meetMembers()).isEmpty();
    }
  }

  private BoundCluster byAuthority(Lab lab) throws IOException {
    Path pem = Files.writeString(folder.resolve("ca.pem"), lab.simulated().caCertificatePem());
    return lab.open(
            new ClusterSettings(
                "lab",
                lab.host(),
                Lab.token(lab.simulated().operatorToken()),
                new Trust.AuthorityFile(pem),
                Lab.TIMEOUTS))
        .through(Gate.readsOnly());
  }

  private static HostAddress at(Lab lab, int node) {
    return new HostAddress("127.0.0." + node, lab.host().port());
  }
}
