package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TimedOut;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.Unreachable;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts with which no conversation comes about. */
class NoConversationTest {
  private static final Timeouts SHORT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(1_500));

  private static BoundCluster all(Cluster cluster) {
    return cluster.through(Gate.open());
  }

  private static void start(BoundCluster cluster) {
    cluster.guests().power(Lab.vm("pve1", 900), PowerAction.START, PowerOptions.standard());
  }

  private static ProxmoxException error(ThrowingCallable call) {
    return catchThrowableOfType(ProxmoxException.class, call);
  }

  @Test
  void a_host_that_accepts_and_never_answers_is_given_up_after_the_limit() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.listenOn();
            });
        Cluster cluster = host.open(SHORT)) {
      ProxmoxException error = error(() -> start(all(cluster)));

      assertThat(error)
          .isInstanceOf(TimedOut.class)
          .hasMessageContaining("no answer from " + host.address() + " within 1.5 s")
          .hasMessageContaining("Whether the request was carried out is not known");
      assertThat(error.delivery()).isEqualTo(Delivery.UNKNOWN);
      assertThat(host.requests()).hasSize(1);
    }
  }

  @Test
  void a_host_that_never_begins_the_handshake_is_given_up_after_the_limit() throws IOException {
    try (ScriptedHost host = ScriptedHost.plain(ScriptedHost.Line::listenOn);
        Cluster cluster = host.open(SHORT)) {
      ProxmoxException error = error(() -> start(all(cluster)));

      assertThat(error)
          .isInstanceOf(TimedOut.class)
          .hasMessageContaining(
              "connected to " + host.address() + ", but no TLS answer came within 1.5 s")
          .hasMessageContaining("The request was not sent.");
      assertThat(error.delivery()).isEqualTo(Delivery.NOT_SENT);
    }
  }

  @Test
  void a_host_that_ends_the_handshake_at_once_was_sent_nothing() throws IOException {
    try (ScriptedHost host = ScriptedHost.plain(_ -> {});
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      ProxmoxException error = error(() -> start(all(cluster)));

      assertThat(error).isInstanceOf(Unreachable.class).hasMessageNotContaining("is not known");
      assertThat(error.delivery()).isEqualTo(Delivery.NOT_SENT);
    }
  }

  @Test
  void of_a_read_without_an_answer_nobody_asks_whether_it_was_carried_out() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.listenOn();
            });
        Cluster cluster = host.open(SHORT)) {
      assertThatThrownBy(() -> all(cluster).cluster().version())
          .isInstanceOf(TimedOut.class)
          .hasMessageContaining("within 1.5 s")
          .hasMessageNotContaining("carried out");
    }
  }

  @Test
  void a_port_without_tls_is_told_as_the_wrong_port() throws IOException {
    try (ScriptedHost host =
            ScriptedHost.plain(line -> {
              line.hear(); // as every HTTP server does
              line.head("400 Bad Request", "Content-Length: 0");
              line.listenOn();
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      ProxmoxException error = error(() -> all(cluster).cluster().version());

      assertThat(error)
          .isInstanceOfSatisfying(
              Unreachable.class,
              unreachable -> assertThat(unreachable.reason()).isEqualTo(Unreachable.Reason.NO_TLS))
          .hasMessageContaining("does not speak TLS");
      assertThat(error.delivery()).isEqualTo(Delivery.NOT_SENT);
    }
  }

  @Test
  void a_port_where_nobody_listens_is_told_as_refused() throws IOException {
    HostAddress nobody;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new HostAddress("127.0.0.1", free.getLocalPort());
    }
    try (Cluster cluster = ScriptedHost.openAt(nobody, Lab.TIMEOUTS)) {
      ProxmoxException error = error(() -> start(all(cluster)));

      assertThat(error)
          .isInstanceOfSatisfying(
              Unreachable.class,
              unreachable ->
                  assertThat(unreachable.reason()).isEqualTo(Unreachable.Reason.CONNECTION_REFUSED))
          .hasMessageContaining(nobody + " refused the connection");
      assertThat(error.delivery()).isEqualTo(Delivery.NOT_SENT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-host.invalid", "9node.invalid", "no-such-host.9x"})
  void a_host_name_that_nobody_knows_is_told_as_unknown(String name) {
    try (Cluster cluster = ScriptedHost.openAt(HostAddress.of(name), Lab.TIMEOUTS)) {
      ProxmoxException error = error(() -> all(cluster).cluster().version());

      assertThat(error)
          .isInstanceOf(Unreachable.class)
          .hasMessageContaining("the host name '" + name + "' is unknown");
      assertThat(error.delivery()).isEqualTo(Delivery.NOT_SENT);
    }
  }
}
