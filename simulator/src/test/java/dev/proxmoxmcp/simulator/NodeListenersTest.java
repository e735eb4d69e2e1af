package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeListenersTest {
  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(
        allOfLoopbackIsHere(), "this system has not all of 127.0.0.0/8: one listener must do");
    lab = Lab.start(settings -> settings.listenerPerNode().forwardingLimit(Duration.ofMillis(50)));
  }

  @AfterEach
  void stop() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  static boolean allOfLoopbackIsHere() {
    try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.3"))) {
      return true;
    } catch (IOException absent) {
      return false;
    }
  }

  @Test
  void every_node_listens_at_its_own_address_on_one_port() {
    int port = lab.cluster().address().getPort();

    assertThat(lab.cluster().nodes())
        .extracting(node -> node.address().toString())
        .containsExactly(
            "https://127.0.0.1:" + port, "https://127.0.0.2:" + port, "https://127.0.0.3:" + port);
  }

  @Test
  void every_node_has_its_own_certificate_of_the_one_authority() throws IOException {
    for (SimulatedNode node : lab.cluster().nodes()) {
      try (RawClient client = lab.connect(node.name())) {
        assertThat(client.peerFingerprint()).isEqualTo(node.fingerprint());
      }
    }
    assertThat(lab.cluster().nodes())
        .extracting(SimulatedNode::fingerprint)
        .doesNotHaveDuplicates();
  }

  @Test
  void the_lists_say_where_the_nodes_are_and_what_certificates_they_have() throws IOException {
    assertThat(lab.get("/cluster/status").row("name", "pve2").get("ip")).isEqualTo("127.0.0.2");
    assertThat(lab.get("/nodes").row("node", "pve2").get("ssl_fingerprint"))
        .isEqualTo(lab.cluster().node("pve2").fingerprint());
  }

  @Test
  void every_node_is_the_local_one_where_it_is_asked() throws IOException {
    Lab.Answer status = lab.ask("pve2", "/cluster/status");

    assertThat(status.row("name", "pve2").get("local")).isEqualTo(1);
    assertThat(status.row("name", "pve1").get("local")).isEqualTo(0);
    assertThat(lab.ask("pve3", "/nodes/localhost/qemu").column("vmid")).contains("105");
  }

  @Test
  void a_request_for_another_node_is_forwarded_and_recorded_where_it_arrived() throws IOException {
    assertThat(lab.ask("pve2", "/nodes/pve3/qemu").column("vmid")).contains("105");

    assertThat(lab.cluster().requests().list().getLast().node()).isEqualTo("pve2");
  }

  @Test
  void a_node_that_goes_offline_refuses_and_the_others_say_so() throws IOException {
    lab.cluster().node("pve2").goesOffline();

    assertThatThrownBy(() -> lab.connect("pve2")).isInstanceOf(ConnectException.class);
    Lab.Answer forwarded = lab.ask("pve1", "/nodes/pve2/status");
    assertThat(forwarded.status()).isEqualTo(595);
    assertThat(forwarded.reason()).isEqualTo("No route to host");
    assertThat(forwarded.body()).isEmpty();
    assertThat(lab.ask("pve3", "/cluster/status").row("name", "pve2").get("online")).isEqualTo(0);
    assertThat(lab.ask("pve3", "/cluster/status").row("type", "cluster").get("quorate"))
        .isEqualTo(1);
    assertThat(lab.get("/nodes").row("node", "pve2").get("status")).isEqualTo("offline");
    assertThat(lab.get("/nodes").row("node", "pve2").containsKey("mem")).isFalse();
  }

  @Test
  void guests_of_an_offline_node_are_unknown_and_nameless_after_five_minutes() throws IOException {
    lab.cluster().node("pve2").goesOffline();
    assertThat(lab.get("/cluster/resources?type=vm").row("vmid", 102).get("status"))
        .isEqualTo("running");

    lab.clock().advance(Duration.ofMinutes(5));

    Lab.Answer guests = lab.get("/cluster/resources?type=vm");
    assertThat(guests.row("vmid", 102).get("status")).isEqualTo("unknown");
    assertThat(guests.row("vmid", 102).containsKey("name")).isFalse();
    assertThat(guests.row("vmid", 101).get("status")).isEqualTo("running");
    assertThat(lab.get("/cluster/resources?type=storage").row("id", "storage/pve2/local"))
        .extracting("status")
        .isEqualTo("unknown");
  }

  @Test
  void a_node_comes_back_at_the_same_address_with_the_same_certificate() throws IOException {
    SimulatedNode node = lab.cluster().node("pve2");
    node.goesOffline();
    node.comesBack();

    try (RawClient client = lab.connect("pve2")) {
      assertThat(client.peerFingerprint()).isEqualTo(node.fingerprint());
    }
    assertThat(lab.ask("pve1", "/nodes/pve2/status").status()).isEqualTo(200);
    assertThat(lab.get("/nodes").row("node", "pve2").get("status")).isEqualTo("online");
  }

  @Test
  void a_stopped_api_refuses_while_the_lists_still_call_the_node_online() throws IOException {
    lab.cluster().node("pve2").stopsItsApi();

    assertThatThrownBy(() -> lab.connect("pve2")).isInstanceOf(ConnectException.class);
    assertThat(lab.ask("pve1", "/nodes/pve2/status").reason()).isEqualTo("Connection refused");
    assertThat(lab.get("/nodes").row("node", "pve2").get("status")).isEqualTo("online");
  }

  @Test
  void a_black_hole_takes_connections_and_says_nothing() throws IOException {
    try (RawClient before = lab.connect("pve2")) {
      lab.cluster().node("pve2").isBlackHoled();

      before.socket().setSoTimeout(300);
      assertThatThrownBy(() -> before.get("/api2/json/version", ""))
          .isInstanceOf(SocketTimeoutException.class);
    }
    try (Socket socket = new Socket()) {
      URI address = lab.cluster().node("pve2").address();
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
      socket.setSoTimeout(300);
      socket.getOutputStream().write(22);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
    Lab.Answer forwarded = lab.ask("pve1", "/nodes/pve2/status");
    assertThat(forwarded.status()).isEqualTo(595);
    assertThat(forwarded.reason()).isEqualTo("Connection timed out");
  }

  @Test
  void a_black_hole_that_is_lifted_closes_what_was_open_and_answers() throws IOException {
    try (RawClient before = lab.connect("pve2")) {
      lab.cluster().node("pve2").isBlackHoled();
      lab.cluster().node("pve2").comesBack();

      before.awaitClose();
    }
    assertThat(lab.ask("pve2", "/version").status()).isEqualTo(200);
  }

  @Test
  void a_cluster_with_a_black_hole_ends() throws IOException {
    RawClient client = lab.connect("pve2");
    lab.cluster().node("pve2").isBlackHoled();
    lab.close();

    client.awaitClose();
  }

  @Test
  void a_slow_node_is_slow_at_its_own_address_and_through_others() throws IOException {
    lab.cluster().node("pve2").slowsDown(Duration.ofHours(1));

    for (String asked : new String[] {"pve2", "pve1"}) {
      try (RawClient client = lab.connect(asked)) {
        client.socket().setSoTimeout(200);
        assertThatThrownBy(() ->
                client.get(
                    "/api2/json/nodes/pve2/status", Lab.authorization(lab.cluster().adminToken())))
            .as(asked)
            .isInstanceOf(SocketTimeoutException.class);
      }
    }
    assertThat(lab.ask("pve1", "/nodes/pve3/status").status()).isEqualTo(200);
    lab.cluster().node("pve2").comesBack();
    assertThat(lab.ask("pve2", "/nodes/pve2/status").status()).isEqualTo(200);
  }

  @Test
  void a_node_can_present_another_certificate_while_the_list_shows_the_old_one()
      throws IOException {
    SimulatedNode node = lab.cluster().node("pve2");
    String listed = node.fingerprint();

    node.presents(SimulatedCertificate.selfSigned(lab.clock()));

    assertThat(node.fingerprint()).isNotEqualTo(listed);
    assertThat(lab.get("/nodes").row("node", "pve2").get("ssl_fingerprint")).isEqualTo(listed);
    assertThatThrownBy(() -> lab.connect("pve2")).isInstanceOf(IOException.class);
  }

  @Test
  void an_unknown_node_is_answered_with_those_that_exist() {
    assertThatThrownBy(() -> lab.cluster().node("pve9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no node 'pve9'; there are pve1, pve2, pve3");
  }

  @Test
  void without_a_listener_of_its_own_a_node_can_go_offline_all_the_same() throws IOException {
    try (Lab shared = Lab.start()) {
      SimulatedNode node = shared.cluster().node("pve2");
      node.goesOffline();

      assertThat(shared.get("/nodes/pve2/status").status()).isEqualTo(595);
      assertThat(shared.get("/cluster/status").row("name", "pve2").get("ip"))
          .isEqualTo("192.0.2.12");
      assertThatThrownBy(node::address)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("pve2");
    }
  }
}
