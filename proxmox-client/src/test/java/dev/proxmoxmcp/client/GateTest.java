package dev.proxmoxmcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final GuestRef GUEST = Lab.vm("pve3", 107);

  private final Lab lab = Lab.start();
  private final Cluster cluster = lab.open(lab.settings(lab.simulated().operatorToken()));

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void opening_and_binding_a_cluster_sends_nothing() {
    cluster.through(Gate.open()).guests();

    assertThat(lab.simulated().requests().count()).isZero();
  }

  @Test
  void preparing_a_cluster_sends_nothing_and_spoils_nothing() throws InterruptedException {
    cluster.prepare();
    cluster.prepare();
    assertThat(lab.simulated().requests().count()).isZero();

    assertThat(cluster.through(Gate.readsOnly()).guests().list()).hasSize(24);
    cluster.close();
    cluster.prepare();
  }

  @Test
  void a_gate_for_reads_lets_reads_pass() {
    assertThat(cluster.through(Gate.readsOnly()).guests().list()).hasSize(24);
  }

  @Test
  void what_a_gate_refuses_does_not_arrive() {
    BoundCluster reader = cluster.through(Gate.readsOnly());

    assertThatThrownBy(
            () -> reader.guests().power(GUEST, PowerAction.START, PowerOptions.standard()))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.delivery()).isEqualTo(Delivery.NOT_SENT))
        .hasMessageContaining("POST /nodes/pve3/qemu/107/status/start")
        .hasMessageContaining("on lab");
    assertThat(lab.simulated().requests().count()).isZero();
  }

  @Test
  void every_request_asks_the_gate_with_all_that_it_will_send() {
    List<Outgoing> asked = new ArrayList<>();
    BoundCluster watched = cluster.through(asked::add);

    watched.cluster().status();
    watched.guests().power(GUEST, PowerAction.START, PowerOptions.standard());
    watched
        .guests()
        .power(GUEST, PowerAction.SHUTDOWN, new PowerOptions(Duration.ofSeconds(9), true));

    assertThat(asked)
        .extracting(Object::toString, Outgoing::tier, Outgoing::cluster)
        .containsExactly(
            tuple("GET /cluster/status [] on lab", Tier.READ, "lab"),
            tuple("POST /nodes/pve3/qemu/107/status/start [] on lab", Tier.CHANGE, "lab"),
            tuple(
                "POST /nodes/pve3/qemu/107/status/shutdown [forceStop, timeout] on lab",
                Tier.DESTROY,
                "lab"));
    assertThat(lab.simulated().requests().count()).isEqualTo(asked.size());
  }

  @Test
  void each_look_at_a_task_asks_the_gate_too() {
    List<Outgoing> asked = new ArrayList<>();
    BoundCluster watched = cluster.through(asked::add);
    var upid = watched.guests().power(GUEST, PowerAction.START, PowerOptions.standard());

    watched.tasks().complete(upid, Duration.ofMinutes(5));

    assertThat(asked).hasSize(lab.simulated().requests().count()).hasSizeGreaterThan(2);
  }
}
