package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.BoundCluster;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.Delivery;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.Interrupted;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.Unauthenticated;
import dev.proxmoxmcp.client.guest.Guests;
import dev.proxmoxmcp.client.guest.PowerAction;
import dev.proxmoxmcp.client.guest.PowerOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A token's secret is made anew while requests are under way. */
@Timeout(60)
class TokenReplacementTest {
  private static final String UPID =
      "{\"data\":\"UPID:pve1:0000C5A4:0001E240:6B0326D0:qmstart:101:ops@pve!mcp:\"}";
  private static final String NEXT = "22222222-2222-3333-4444-555555555555";

  private static ApiToken token(String id, String secret) {
    return new ApiToken(TokenId.parse(id), Secret.of(secret));
  }

  /** Refuses the old secret, after {@code meanwhile} happened. */
  private static ScriptedHost host(Runnable meanwhile, String answer) throws IOException {
    return ScriptedHost.tls(line -> {
      for (Optional<String> request = line.request();
          request.isPresent();
          request = line.request()) {
        if (request.get().contains(NEXT)) {
          line.answer(answer);
        } else {
          meanwhile.run();
          line.head("401 invalid token value!", "Content-Length: 0");
        }
      }
    });
  }

  @Test
  void a_change_that_was_refused_with_the_old_secret_goes_once_more_with_the_new_one()
      throws Exception {
    CompletableFuture<Cluster> opened = new CompletableFuture<>();
    try (ScriptedHost host = host(() -> opened.join().replace(token("ops@pve!mcp", NEXT)), UPID);
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      opened.complete(cluster);

      Object upid =
          cluster
              .through(Gate.open())
              .guests()
              .power(Lab.vm("pve1", 101), PowerAction.START, PowerOptions.standard());

      assertThat(upid).isNotNull();
      assertThat(host.requests()).filteredOn(one -> one.startsWith("POST")).hasSize(2);
    }
  }

  @Test
  void where_nobody_told_of_a_new_secret_its_source_is_asked_once() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedHost host = host(() -> {}, UPID);
        Cluster cluster =
            host.open(
                Lab.TIMEOUTS,
                refused -> {
                  asked.incrementAndGet();
                  return Optional.of(token(refused.id().toString(), NEXT));
                })) {
      Guests guests = cluster.through(Gate.open()).guests();

      guests.power(Lab.vm("pve1", 101), PowerAction.START, PowerOptions.standard());
      guests.power(Lab.vm("pve1", 101), PowerAction.START, PowerOptions.standard());

      assertThat(asked).hasValue(1);
      assertThat(host.requests()).hasSize(3);
      assertThat(host.requests()).filteredOn(one -> one.contains(NEXT)).hasSize(2);
    }
  }

  @Test
  void a_source_that_knows_nothing_newer_or_somebody_else_leaves_the_refusal_final()
      throws Exception {
    for (String other : List.of("ops@pve!mcp", "root@pam!mcp")) {
      try (ScriptedHost host = host(() -> {}, ScriptedHost.VERSION);
          Cluster cluster =
              host.open(
                  Lab.TIMEOUTS,
                  refused ->
                      other.startsWith("ops")
                          ? Optional.of(refused)
                          : Optional.of(token(other, NEXT)))) {
        assertThat(
                catchThrowableOfType(
                    Unauthenticated.class, () -> cluster.through(Gate.open()).cluster().version()))
            .isNotNull();
        assertThat(host.requests()).hasSize(1);
      }
    }
  }

  @Test
  void whoever_is_interrupted_while_he_waits_for_a_new_secret_is_told_that_nothing_was_done()
      throws Exception {
    try (ScriptedHost host = host(() -> {}, ScriptedHost.VERSION);
        Cluster cluster =
            host.open(
                Lab.TIMEOUTS,
                _ -> {
                  throw new InterruptedException();
                })) {
      Interrupted interrupted =
          catchThrowableOfType(
              Interrupted.class, () -> cluster.through(Gate.open()).cluster().version());

      assertThat(Thread.interrupted()).isTrue();
      assertThat(interrupted.delivery()).isEqualTo(Delivery.NOT_SENT);
    }
  }

  @Test
  void without_a_new_secret_a_refusal_is_final() throws Exception {
    try (ScriptedHost host = host(() -> {}, ScriptedHost.VERSION);
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThat(
              catchThrowableOfType(
                  Unauthenticated.class, () -> cluster.through(Gate.open()).cluster().version()))
          .isNotNull();
      assertThat(host.requests()).hasSize(1);
    }
  }

  @Test
  void calls_after_a_replacement_carry_the_new_secret_alone() throws Exception {
    try (ScriptedHost host = host(() -> {}, ScriptedHost.VERSION);
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      cluster.replace(token("ops@pve!mcp2", NEXT));

      BoundCluster now = cluster.through(Gate.open());
      assertThat(now.cluster().version().release()).isEqualTo("9.2");
      assertThat(now.access().authId()).hasToString("ops@pve!mcp2");
      assertThat(host.requests()).singleElement().asString().contains("ops@pve!mcp2=" + NEXT);
    }
  }

  @Test
  void the_token_of_another_user_cannot_take_its_place() throws Exception {
    try (ScriptedHost host = host(() -> {}, ScriptedHost.VERSION);
        Cluster cluster = host.open(Lab.TIMEOUTS)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cluster.replace(token("root@pam!mcp", NEXT)))
          .withMessageContaining("of another user")
          .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain(NEXT));
    }
  }
}
