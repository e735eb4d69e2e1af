package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is rotated again and again while clients of a server read and write. */
@Timeout(300)
@Isolated // there is one log for a process
class RotationTest {
  private static final int CALLS = 1000;
  private static final int CALLERS = 4;
  private static final int ROTATIONS = 10;

  /** Between two rotations; what is left comes after the last one. */
  private static final int APART = CALLS / (ROTATIONS + 1);

  /** Every so many calls, one writes. */
  private static final int WRITES = 4;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"9.2", "9.1"})
  void a_thousand_calls_over_ten_rotations_all_succeed_and_each_write_is_done_once(String version)
      throws Exception {
    try (RotationSite site = new RotationSite(folder, version);
        HttpServing server =
            new HttpServing(err -> HttpServing.program(site.environment(), err, Thread::sleep))) {
      AtomicInteger next = new AtomicInteger();
      Semaphore answered = new Semaphore(0);
      List<Future<List<String>>> callers = new ArrayList<>();
      List<CommandRun> rotations = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < CALLERS; caller++) {
          callers.add(threads.submit(() -> failures(server, next, answered)));
        }
        for (int number = 0; number < ROTATIONS; number++) {
          assertThat(answered.tryAcquire(APART, 2, TimeUnit.MINUTES)).isTrue();
          rotations.add(
              site.rotate("--as", "boss@pve", "--expires", Integer.toString(30 + number)));
        }
      }

      assertThat(rotations).allSatisfy(one -> assertThat(one.exitCode()).as(one.err()).isZero());
      for (Future<List<String>> caller : callers) {
        assertThat(caller.get()).isEmpty();
      }
      assertThat(pools(site)).isEqualTo(CALLS / WRITES);
      assertThat(refusedWrites(site)).as("writes that met an old secret").isNotNegative();
      assertThat(site.tokens())
          .containsExactly(version.equals("9.2") ? "assistant" : "assistant-" + (ROTATIONS + 1));
    }
  }

  private static List<String> failures(HttpServing server, AtomicInteger next, Semaphore answered)
      throws IOException {
    List<String> failures = new ArrayList<>();
    for (int number = next.getAndIncrement(); number < CALLS; number = next.getAndIncrement()) {
      String answer = server.post(number % WRITES == 0 ? write(number) : read());
      if (!answer.contains("\"result\"") || answer.contains("\"isError\":true")) {
        failures.add(answer);
      }
      answered.release();
    }
    return failures;
  }

  private static String read() {
    return call("guest_list", "{\"limit\":1}");
  }

  /** What is there already is refused, so that a write that is done twice fails. */
  private static String write(int number) {
    return call(
        "api_write",
        "{\"endpoint\":\"POST /pools\",\"parameters\":{\"poolid\":\"once-%d\"}}".formatted(number));
  }

  private static String call(String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
        .formatted(tool, arguments);
  }

  private static int pools(RotationSite site) {
    int count = 0;
    for (var pool : site.send("GET", "/pools")) {
      count += pool.path("poolid").asString().startsWith("once-") ? 1 : 0;
    }
    return count;
  }

  /**
   * More arrived than were done: those were refused with 401, and went again with the new secret.
   */
  private static long refusedWrites(RotationSite site) {
    return site.cluster().requests().list().stream()
            .filter(request -> request.method().equals("POST"))
            .map(RecordedRequest::apiPath)
            .filter("/pools"::equals)
            .count()
        - CALLS / WRITES;
  }
}
