package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Lab;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The one pair of tests that lets real time pass: the limits are those of sockets, which no clock
 * of ours moves.
 */
class IdleTest {
  @Test
  void an_idle_connection_is_closed_before_pveproxy_would() throws IOException {
    CompletableFuture<Void> closedByUs = new CompletableFuture<>();
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              line.answer(ScriptedHost.VERSION);
              line.listenOn();
              closedByUs.complete(null);
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      cluster.through(Gate.readsOnly()).cluster().version();

      // pveproxy's limit is 5 s
      assertThatCode(() -> closedByUs.get(4_800, TimeUnit.MILLISECONDS)).doesNotThrowAnyException();
    }
  }

  @Test
  void an_answer_may_take_longer_than_a_connection_may_be_idle() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              line.request();
              // a lock that a host waits for takes 10 s, a refused token 3 s; our idle limit 4 s
              assertThat(never.await(4_600, TimeUnit.MILLISECONDS)).isFalse();
              line.answer(ScriptedHost.VERSION);
            });
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThat(cluster.through(Gate.readsOnly()).cluster().version().release()).isEqualTo("9.2");
    }
  }
}
