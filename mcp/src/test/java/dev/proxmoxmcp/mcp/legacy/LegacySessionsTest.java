package dev.proxmoxmcp.mcp.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.proxmoxmcp.mcp.api.Caller;
import dev.proxmoxmcp.mcp.engine.CallScope;
import dev.proxmoxmcp.mcp.engine.Dispatcher;
import dev.proxmoxmcp.mcp.engine.ReplyTo;
import dev.proxmoxmcp.mcp.fixture.Talk;
import dev.proxmoxmcp.mcp.fixture.Workbench;
import dev.proxmoxmcp.mcp.rpc.Incoming.Request;
import dev.proxmoxmcp.mcp.rpc.MessageReader;
import dev.proxmoxmcp.mcp.rpc.RpcException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How long a session lives, and whose it is. */
class LegacySessionsTest {
  private static final Caller ANNA = new Caller("anna");
  private static final Caller BEN = new Caller("ben");
  private static final Duration IDLE = Duration.ofMinutes(30);

  private final Workbench workbench = new Workbench();
  private final Dispatcher dispatcher = new Dispatcher(workbench.server(), Dispatcher.Threads.OWN);

  @Test
  void an_id_has_128_bits_and_never_comes_twice() {
    LegacySessions<LegacySession> sessions = table(2000);
    Set<String> ids = new HashSet<>();
    for (int count = 0; count < 1000; count++) {
      ids.add(open(sessions));
    }
    assertThat(ids).hasSize(1000).allSatisfy(id -> assertThat(id).matches("[0-9a-f]{32}"));
  }

  @Test
  void a_session_ends_when_it_was_idle_too_long_and_every_use_lets_it_live_on() {
    LegacySessions<LegacySession> sessions = table(10);
    String used = open(sessions);
    String unused = open(sessions);
    workbench.clock.advance(IDLE);
    assertThat(sessions.find(used, ANNA)).isPresent();
    workbench.clock.advance(Duration.ofSeconds(1));
    assertThat(sessions.find(used, ANNA)).isPresent();
    assertThat(sessions.find(unused, ANNA)).isEmpty();
  }

  @Test
  void one_too_many_ends_the_one_that_was_idle_longest() {
    LegacySessions<LegacySession> sessions = table(2);
    String first = open(sessions);
    String second = open(sessions);
    sessions.find(first, ANNA);
    String third = open(sessions);
    assertThat(sessions.find(second, ANNA)).isEmpty();
    assertThat(sessions.find(first, ANNA)).isPresent();
    assertThat(sessions.find(third, ANNA)).isPresent();
  }

  @Test
  void a_session_with_a_call_in_flight_neither_expires_nor_makes_room() throws Exception {
    LegacySessions<LegacySession> sessions = table(1);
    LegacySession busy = session();
    String id = sessions.open(busy).orElseThrow();
    busy.request(request(Talk.initialize("2025-11-25")), ReplyTo.NOWHERE);
    busy.request(request(Talk.legacy("1", "tools/call", Talk.call("hold"))), ReplyTo.NOWHERE);
    workbench.awaitStart();
    workbench.clock.advance(IDLE.multipliedBy(3));

    assertThat(sessions.open(session())).isEmpty();
    assertThat(sessions.find(id, ANNA)).contains(busy);

    assertThat(sessions.end(id, ANNA)).isTrue();
    workbench.awaitInterrupt();
    assertThat(sessions.open(session())).isPresent();
  }

  @Test
  void a_session_that_ended_after_it_was_found_takes_no_call() throws Exception {
    LegacySessions<LegacySession> sessions = table(1);
    for (Consumer<String> end : endings(sessions)) {
      String id = open(sessions);
      LegacySession found = sessions.find(id, ANNA).orElseThrow();
      found.request(request(Talk.initialize("2025-11-25")), ReplyTo.NOWHERE);
      end.accept(id);
      assertThatExceptionOfType(RpcException.class)
          .isThrownBy(() ->
              found.request(
                  request(Talk.legacy("1", "tools/call", Talk.call("hold"))), ReplyTo.NOWHERE))
          .withMessage("this session has ended");
      assertThat(found.scope().isEnded()).isTrue();
    }
  }

  /** The client's own end, the idle one, and the one that makes room. */
  private List<Consumer<String>> endings(LegacySessions<LegacySession> sessions) {
    return List.of(
        id -> assertThat(sessions.end(id, ANNA)).isTrue(),
        id -> {
          workbench.clock.advance(IDLE.plusSeconds(1));
          assertThat(sessions.find(id, ANNA)).isEmpty();
        },
        _ -> open(sessions));
  }

  @Test
  void a_session_belongs_to_its_caller() {
    LegacySessions<LegacySession> sessions = table(10);
    String id = open(sessions);
    assertThat(sessions.find(id, BEN)).isEmpty();
    assertThat(sessions.end(id, BEN)).isFalse();
    assertThat(sessions.find(id, ANNA)).isPresent();
    assertThat(sessions.end(id, ANNA)).isTrue();
    assertThat(sessions.end(id, ANNA)).isFalse();
  }

  @Test
  void one_too_many_of_one_caller_ends_that_ones_own_and_nobody_elses() {
    LegacySessions<LegacySession> sessions = table(new LegacySessions.Most(10, 2));
    String bens = sessions.open(session(BEN)).orElseThrow();
    String first = open(sessions);
    String second = open(sessions);
    String third = open(sessions);

    assertThat(sessions.find(first, ANNA)).isEmpty();
    assertThat(sessions.find(second, ANNA)).isPresent();
    assertThat(sessions.find(third, ANNA)).isPresent();
    assertThat(sessions.find(bens, BEN)).isPresent();
  }

  private LegacySessions<LegacySession> table(int most) {
    return table(new LegacySessions.Most(most, most));
  }

  private LegacySessions<LegacySession> table(LegacySessions.Most most) {
    return new LegacySessions<>(workbench.clock, IDLE, most, new SecureRandom());
  }

  private String open(LegacySessions<LegacySession> sessions) {
    return sessions.open(session()).orElseThrow();
  }

  private LegacySession session() {
    return session(ANNA);
  }

  private LegacySession session(Caller caller) {
    return new LegacySession(dispatcher, caller, new CallScope(), _ -> {});
  }

  private static Request request(String message) {
    return (Request) MessageReader.read(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
  }
}
