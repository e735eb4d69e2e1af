package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final ManualClock clock = new ManualClock();

  @Test
  void a_taken_port_is_named() throws IOException {
    try (Lab lab = Lab.start()) {
      int port = lab.cluster().address().getPort();

      assertThatThrownBy(() -> SimulatedCluster.homelab().clock(clock).port(port).start())
          .isInstanceOf(BindException.class)
          .hasMessage(
              "port %d on 127.0.0.1 is in use: stop what listens there, or choose another port",
              port);
    }
  }

  @Test
  void a_cluster_needs_a_clock() {
    assertThatThrownBy(() -> SimulatedCluster.homelab().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("clock");
  }

  @Test
  void closing_frees_the_port_and_may_be_repeated() throws IOException {
    SimulatedCluster first = SimulatedCluster.homelab().clock(clock).start();
    int port = first.address().getPort();
    first.close();
    first.close();

    assertThatThrownBy(() -> new RawClient(port, first.caCertificatePem(), clock.instant()))
        .isInstanceOf(ConnectException.class);
    try (SimulatedCluster second = SimulatedCluster.homelab().clock(clock).port(port).start()) {
      assertThat(second.address().getPort()).isEqualTo(port);
    }
  }

  @Test
  void closing_ends_open_connections() throws IOException {
    Lab lab = Lab.start();
    try (RawClient client = lab.connect()) {
      lab.close();

      client.awaitClose();
    }
  }

  @Test
  void it_runs_by_the_systems_clock_too() throws IOException {
    InstantSource system = InstantSource.system();
    try (SimulatedCluster cluster = SimulatedCluster.homelab().clock(system).start();
        RawClient client =
            new RawClient(
                cluster.address().getPort(), cluster.caCertificatePem(), system.instant())) {
      assertThat(
              client.get("/api2/json/version", Lab.authorization(cluster.auditorToken())).status())
          .isEqualTo(200);
    }
  }

  @Test
  void every_request_that_arrives_is_recorded() throws IOException {
    try (Lab lab = Lab.start()) {
      lab.get(lab.cluster().auditorToken(), "/nodes/pve1/tasks?limit=5&errors=1");
      lab.post("/nodes%2Fpve3/qemu/107/status/start", "timeout=30");
      lab.get(lab.cluster().expiredToken(), "/version");
      try (RawClient client = lab.connect()) {
        client.get("/api2/json/nosuch", "");
      }

      RecordedRequests requests = lab.cluster().requests();
      assertThat(requests.count()).isEqualTo(4);
      assertThat(requests.list())
          .containsExactly(
              new RecordedRequest(
                  "GET",
                  "/api2/json/nodes/pve1/tasks",
                  "/nodes/pve1/tasks",
                  Map.of("limit", "5", "errors", "1"),
                  "viewer@pve!audit",
                  "pve1",
                  lab.clock().instant()),
              new RecordedRequest(
                  "POST",
                  "/api2/json/nodes%2Fpve3/qemu/107/status/start",
                  "/nodes/pve3/qemu/107/status/start",
                  Map.of("timeout", "30"),
                  "ops@pve!mcp",
                  "pve1",
                  lab.clock().instant()),
              new RecordedRequest(
                  "GET",
                  "/api2/json/version",
                  "/version",
                  Map.of(),
                  "ops@pve!old",
                  "pve1",
                  lab.clock().instant()),
              new RecordedRequest(
                  "GET",
                  "/api2/json/nosuch",
                  "/nosuch",
                  Map.of(),
                  "",
                  "pve1",
                  lab.clock().instant()));

      requests.clear();
      assertThat(requests.list()).isEmpty();
    }
  }

  @Test
  void no_secret_is_printed_with_a_token() throws IOException {
    try (Lab lab = Lab.start()) {
      SimulatedToken token = lab.cluster().adminToken();

      assertThat(token.toString())
          .contains("root@pam!demo")
          .doesNotContain(token.secret().reveal());
    }
  }
}
