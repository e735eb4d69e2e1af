package dev.proxmoxmcp.app;

import static dev.proxmoxmcp.app.ReloadLab.AT_NORTH;
import static dev.proxmoxmcp.app.ReloadLab.AT_SOUTH;
import static dev.proxmoxmcp.app.ReloadLab.INITIALIZE;
import static dev.proxmoxmcp.app.ReloadLab.call;
import static dev.proxmoxmcp.app.ReloadLab.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.proxmoxmcp.app.ReloadLab.Stdio;
import dev.proxmoxmcp.simulator.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The settings file changes while a server runs and calls are under way. */
@Timeout(120)
@Isolated // there is one log for a process
class ReloadTest {
  @TempDir Path folder;

  private ReloadLab lab;

  @BeforeEach
  void start() throws IOException {
    lab = new ReloadLab(folder);
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  void a_call_under_way_ends_as_it_began_and_the_next_goes_where_the_file_says_now()
      throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    lab.write(lab.north, "", "");
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);
      lab.north
          .faults()
          .next(
              _ -> {
                arrived.countDown();
                return !reached(released);
              },
              Fault.RESET);
      server.say(call(2, "guest_list", "{}"));
      assertThat(reached(arrived)).isTrue();

      lab.write(lab.south, "", "");
      lab.looks.two();

      assertThat(text(server.ask(call(3, "guest_list", "{}")))).startsWith(AT_SOUTH);
      released.countDown();
      assertThat(text(server.answer())).startsWith(AT_NORTH);
      assertThat(server.end()).isZero();
    }
    assertThat(lab.log())
        .contains("The settings were read again and are in force. reason=a file changed");
  }

  @Test
  void a_token_that_was_replaced_in_its_file_is_taken_and_a_change_that_goes_on_is_waited_for()
      throws Exception {
    lab.write(lab.north, "", "");
    lab.secret("lab.token", "00000000-0000-0000-0000-000000000000");
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);
      assertThat(server.ask(call(2, "guest_list", "{}")).at("/result/isError").asBoolean())
          .isTrue();

      lab.secret("lab.token", "");
      lab.looks.one();
      lab.secret("lab.token", lab.north.operatorToken().secret().reveal());
      lab.looks.two();

      assertThat(text(server.ask(call(3, "guest_list", "{}")))).startsWith(AT_NORTH);
      assertThat(lab.log()).doesNotContain("cannot be used");
    }
  }

  @Test
  void a_file_that_cannot_be_used_changes_nothing_and_is_told_once() throws Exception {
    lab.write(lab.north, "", "");
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);

      lab.write(lab.south, "alow: change\n", "    port: x\n");
      lab.looks.two();
      lab.looks.two();

      assertThat(text(server.ask(call(2, "guest_list", "{}")))).startsWith(AT_NORTH);
      assertThat(lab.log().lines().filter(line -> line.contains("cannot be used")))
          .hasSize(2)
          .anyMatch(line -> line.contains("settings.yaml:2:1: unknown key \"alow\""))
          .anyMatch(line -> line.contains("\"x\" is not a port"));

      lab.write(lab.south, "", "");
      lab.looks.two();
      assertThat(text(server.ask(call(3, "guest_list", "{}")))).startsWith(AT_SOUTH);
    }
  }

  @Test
  void what_is_read_at_an_address_is_of_the_cluster_that_the_file_says_now() throws Exception {
    String read =
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"resources/read\",\"params\":{\"uri\":\"proxmox://lab\"}}";
    lab.write(lab.north, "", "");
    try (Stdio server = lab.stdio()) {
      server.ask(INITIALIZE);
      String before = server.ask(read.formatted(2)).at("/result/contents/0/text").asString();

      lab.write(lab.south, "", "");
      lab.looks.two();

      assertThat(server.ask(read.formatted(3)).at("/result/contents/0/text").asString())
          .contains("20 guests")
          .isNotEqualTo(before);
      assertThat(before).contains("24 guests");
    }
  }

  @Test
  void no_call_over_http_fails_while_the_file_changes_again_and_again() throws Exception {
    lab.write(lab.north, "", "");
    try (HttpServing server =
        new HttpServing(err ->
            lab.program(InputStream.nullInputStream(), OutputStream.nullOutputStream(), err))) {
      List<Future<List<String>>> callers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < 4; caller++) {
          callers.add(threads.submit(() -> calls(server, 20)));
        }
        for (int change = 0; change < 6; change++) {
          lab.write(change % 2 == 0 ? lab.south : lab.north, "", "");
          lab.looks.two();
        }
      }
      for (Future<List<String>> caller : callers) {
        assertThat(caller.get())
            .hasSize(20)
            .allMatch(answer -> answer.contains(AT_NORTH) || answer.contains(AT_SOUTH));
      }
    }
  }

  @Test
  void sighup_reads_at_once_and_without_a_file_only_says_so() throws Exception {
    assumeFalse(
        ServerProcess.hangUpIsIgnored(), "SIGHUP is ignored here, as below nohup: not tried");
    lab.write(lab.north, "", "");
    try (ServerProcess server =
        new ServerProcess(Map.of("PROXMOX_MCP_CONFIG", lab.file().toString()))) {
      server.until("Serving MCP at ");
      server.hangUp();
      server.until("The settings were read again and are in force. reason=SIGHUP");
      lab.write("nonsense");
      server.hangUp();
      server.until("Settings that changed cannot be used");
    }
    try (ServerProcess server = new ServerProcess(Settings.complete())) {
      server.until("Serving MCP at ");
      server.hangUp();
      server.until("There is no settings file, so nothing was read again. reason=SIGHUP");
    }
  }

  private static boolean reached(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static List<String> calls(HttpServing server, int count) throws IOException {
    List<String> answers = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      answers.add(server.post(call(id, "guest_list", "{\"limit\":1}")));
    }
    return answers;
  }
}
