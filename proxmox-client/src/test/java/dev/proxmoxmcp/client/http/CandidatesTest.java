package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NodeName;
import dev.proxmoxmcp.client.Refused;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Addresses of which the cluster tells, seen by whoever wants to have the token: node pve1 at
 * 127.0.0.1 is the real one, and says that pve2 is at 127.0.0.2. What is waited for here are
 * handshakes of other threads, bounded by the time-out of the class.
 */
@Timeout(60)
class CandidatesTest {
  private static final NodeName PVE1 = new NodeName("pve1");
  private static final NodeName PVE2 = new NodeName("pve2");
  private static final NodeName PVE3 = new NodeName("pve3");
  private static final String UPTIME = "{\"data\":{\"uptime\":1}}";

  private final ManualClock clock = new ManualClock();
  private final CountDownLatch told = new CountDownLatch(1);
  private volatile String second = "pve2";
  private final ScriptedHost real = ScriptedHost.tls(this::talk);

  CandidatesTest() throws IOException {}

  @AfterEach
  void close() {
    real.close();
  }

  private void talk(ScriptedHost.Line line) throws IOException {
    for (var request = line.request(); request.isPresent(); request = line.request()) {
      if (request.get().contains("/cluster/status")) {
        line.answer(status());
        told.countDown();
      } else {
        line.answer(request.get().contains("/version") ? ScriptedHost.VERSION : UPTIME);
      }
    }
  }

  private String status() {
    return "{\"data\":[{\"type\":\"cluster\",\"name\":\"lab\",\"quorate\":1},"
        + "{\"type\":\"node\",\"name\":\"pve1\",\"ip\":\"127.0.0.1\",\"local\":1,\"online\":1},"
        + "{\"type\":\"node\",\"name\":\""
        + second
        + "\",\"ip\":\"127.0.0.2\",\"local\":0,\"online\":1}]}";
  }

  /** Whoever answers at 127.0.0.2, with the port of the real one. */
  private ScriptedHost second(TestCertificate certificate) throws IOException {
    return ScriptedHost.tls(
        new HostAddress("127.0.0.2", real.address().port()), certificate, this::talk);
  }

  private Cluster trusting(Trust trust) {
    ApiToken token = new ApiToken(TokenId.parse("ops@pve!mcp"), Secret.of(ScriptedHost.SECRET));
    return Cluster.open(
        new ClusterSettings("lab", real.address(), token, trust, Lab.TIMEOUTS), clock, clock);
  }

  private static Trust.Pins pin(TestCertificate certificate) {
    return new Trust.Pins(List.of(certificate.fingerprint()));
  }

  /** One call, which has the members learned beside it. */
  private BoundCluster learning(Cluster cluster) throws InterruptedException {
    BoundCluster all = cluster.through(Gate.open());
    assertThat(all.cluster().version().release()).isEqualTo("9.2");
    told.await();
    return all;
  }

  private static void awaitConnection(ScriptedHost host, int count) {
    while (host.connections() < count) {
      Thread.onSpinWait();
    }
  }

  /** Calls until the second host gets one: it is used as soon as it has proved itself. */
  private static void callUntilItGetsOne(ScriptedHost host, BoundCluster cluster) {
    while (host.requests().isEmpty()) {
      assertThat(cluster.nodes().status(PVE2).uptime()).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void a_node_that_presents_its_own_pinned_certificate_is_asked_for_itself() throws Exception {
    try (ScriptedHost pve2 = second(TestCertificate.OTHER);
        Cluster cluster =
            trusting(
                new Trust.NodePins(
                    Map.of(PVE1, pin(TestCertificate.USUAL), PVE2, pin(TestCertificate.OTHER)),
                    null))) {
      callUntilItGetsOne(pve2, learning(cluster));

      assertThat(pve2.requests().getFirst()).startsWith("GET /api2/json/nodes/pve2/status ");
    }
  }

  @Test
  void a_candidate_with_the_certificate_of_another_node_receives_nothing() throws Exception {
    try (ScriptedHost thief = second(TestCertificate.USUAL);
        Cluster cluster =
            trusting(
                new Trust.NodePins(
                    Map.of(PVE1, pin(TestCertificate.USUAL), PVE2, pin(TestCertificate.OTHER)),
                    null))) {
      BoundCluster all = learning(cluster);
      awaitConnection(thief, 1);

      assertThat(all.nodes().status(PVE2).uptime()).isEqualTo(Duration.ofSeconds(1));
      real.close();
      assertThatThrownBy(() -> all.nodes().status(PVE2)).isInstanceOf(Unreachable.class);
      assertThatThrownBy(() -> all.cluster().version()).isInstanceOf(Unreachable.class);

      assertThat(thief.requests()).isEmpty();
    }
  }

  @Test
  void a_candidate_for_which_only_pins_of_others_are_known_is_not_even_connected_to()
      throws Exception {
    try (ScriptedHost thief = second(TestCertificate.USUAL);
        Cluster cluster =
            trusting(new Trust.NodePins(Map.of(PVE1, pin(TestCertificate.USUAL)), null))) {
      BoundCluster all = learning(cluster);

      assertThat(all.nodes().status(PVE2).uptime()).isEqualTo(Duration.ofSeconds(1));
      real.close();
      assertThatThrownBy(() -> all.nodes().status(PVE2)).isInstanceOf(Unreachable.class);

      assertThat(thief.connections()).isZero();
    }
  }

  @Test
  void with_the_pin_of_the_host_alone_nothing_is_learned() throws Exception {
    try (ScriptedHost thief = second(TestCertificate.USUAL);
        Cluster cluster = trusting(pin(TestCertificate.USUAL))) {
      BoundCluster all = cluster.through(Gate.open());
      assertThat(all.cluster().version().release()).isEqualTo("9.2");
      real.close();
      assertThatThrownBy(() -> all.cluster().version()).isInstanceOf(Unreachable.class);

      assertThat(real.requests()).noneMatch(request -> request.contains("/cluster/status"));
      assertThat(thief.connections()).isZero();
    }
  }

  @Test
  void an_address_that_proved_itself_as_one_node_proves_nothing_for_another() throws Exception {
    try (ScriptedHost pve2 = second(TestCertificate.OTHER);
        Cluster cluster =
            trusting(
                new Trust.NodePins(
                    Map.of(
                        PVE1, pin(TestCertificate.USUAL),
                        PVE2, pin(TestCertificate.OTHER),
                        PVE3, pin(TestCertificate.USUAL)),
                    null))) {
      BoundCluster all = learning(cluster);
      callUntilItGetsOne(pve2, all);
      // what the cluster tells from now on is a lie about who is there
      second = "pve3";
      int before = real.connections() + pve2.connections();
      clock.advance(Duration.ofSeconds(61));
      assertThat(all.cluster().version().release()).isEqualTo("9.2");
      while (real.connections() + pve2.connections() <= before) {
        Thread.onSpinWait(); // the handshake as pve3
      }
      int received = pve2.requests().size();

      assertThat(all.nodes().status(PVE3).uptime()).isEqualTo(Duration.ofSeconds(1));

      assertThat(pve2.requests()).hasSize(received);
    }
  }

  @Test
  void a_gate_that_lets_no_such_read_pass_keeps_members_unknown() throws Exception {
    try (ScriptedHost pve2 = second(TestCertificate.OTHER);
        Cluster cluster =
            trusting(
                new Trust.NodePins(
                    Map.of(PVE1, pin(TestCertificate.USUAL), PVE2, pin(TestCertificate.OTHER)),
                    null))) {
      Gate noStatus =
          outgoing -> {
            if (outgoing.toString().contains("/cluster/status")) {
              throw new Refused(outgoing, "not this");
            }
          };
      assertThat(cluster.through(noStatus).cluster().version().release()).isEqualTo("9.2");

      assertThat(real.requests()).hasSize(1);
      assertThat(pve2.connections()).isZero();
    }
  }
}
