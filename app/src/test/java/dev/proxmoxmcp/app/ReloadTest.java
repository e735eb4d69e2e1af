package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings file changes while a server runs and calls are under way. */
@Timeout(120)
@Isolated // there is one log for a process
class ReloadTest {
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}";
  private static final String AT_NORTH = "24 guests";
  private static final String AT_SOUTH = "20 guests";

  @TempDir Path folder;

  private final HandTurned looks = new HandTurned();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream errorOfTests = System.err;
  private SimulatedCluster north;
  private SimulatedCluster south;

  @BeforeEach
  void start() throws IOException {
    north = simulated(24);
    south = simulated(20);
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setErr(errorOfTests);
    north.close();
    south.close();
  }

  @Test
  void a_call_under_way_ends_as_it_began_and_the_next_goes_where_the_file_says_now()
      throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    write(lab(north, "", ""));
    try (Stdio server = new Stdio()) {
      server.ask(INITIALIZE);
      north
          .faults()
          .next(
              _ -> {
                arrived.countDown();
                return !reached(released);
              },
              Fault.RESET);
      server.say(call(2, "guest_list", "{}"));
      assertThat(reached(arrived)).isTrue();

      write(lab(south, "", ""));
      looks.two();

      assertThat(text(server.ask(call(3, "guest_list", "{}")))).startsWith(AT_SOUTH);
      released.countDown();
      assertThat(text(server.answer())).startsWith(AT_NORTH);
      assertThat(server.end()).isZero();
    }
    assertThat(log())
        .contains("The settings were read again and are in force. reason=a file changed");
  }

  @Test
  void a_token_that_was_replaced_in_its_file_is_taken_and_a_change_that_goes_on_is_waited_for()
      throws Exception {
    write(lab(north, "", ""));
    secret("lab.token", "00000000-0000-0000-0000-000000000000");
    try (Stdio server = new Stdio()) {
      server.ask(INITIALIZE);
      assertThat(server.ask(call(2, "guest_list", "{}")).at("/result/isError").asBoolean())
          .isTrue();

      secret("lab.token", "");
      looks.one();
      secret("lab.token", north.operatorToken().secret().reveal());
      looks.two();

      assertThat(text(server.ask(call(3, "guest_list", "{}")))).startsWith(AT_NORTH);
      assertThat(log()).doesNotContain("cannot be used");
    }
  }

  @Test
  void a_file_that_cannot_be_used_changes_nothing_and_is_told_once() throws Exception {
    write(lab(north, "", ""));
    try (Stdio server = new Stdio()) {
      server.ask(INITIALIZE);

      write(lab(south, "alow: change\n", "    port: x\n"));
      looks.two();
      looks.two();

      assertThat(text(server.ask(call(2, "guest_list", "{}")))).startsWith(AT_NORTH);
      assertThat(log().lines().filter(line -> line.contains("cannot be used")))
          .hasSize(2)
          .anyMatch(line -> line.contains("settings.yaml:2:1: unknown key \"alow\""))
          .anyMatch(line -> line.contains("\"x\" is not a port"));

      write(lab(south, "", ""));
      looks.two();
      assertThat(text(server.ask(call(3, "guest_list", "{}")))).startsWith(AT_SOUTH);
    }
  }

  @Test
  void what_is_read_at_an_address_is_of_the_cluster_that_the_file_says_now() throws Exception {
    String read =
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"resources/read\",\"params\":{\"uri\":\"proxmox://lab\"}}";
    write(lab(north, "", ""));
    try (Stdio server = new Stdio()) {
      server.ask(INITIALIZE);
      String before = server.ask(read.formatted(2)).at("/result/contents/0/text").asString();

      write(lab(south, "", ""));
      looks.two();

      assertThat(server.ask(read.formatted(3)).at("/result/contents/0/text").asString())
          .contains("20 guests")
          .isNotEqualTo(before);
      assertThat(before).contains("24 guests");
    }
  }

  @Test
  void less_is_allowed_at_once_and_more_at_the_next_start() throws Exception {
    String start = "{\"guests\":[106],\"action\":\"start\"}";
    write(lab(north, "", ""));
    try (Stdio server = new Stdio()) {
      server.ask(INITIALIZE);
      assertThat(toolList(server, 2)).contains("Tier change, destroy asks a person.");

      write(lab(north, "allow: change\n", ""));
      looks.two();

      assertThat(text(server.ask(call(3, "guest_power", start)))).contains("nothing was sent");
      assertThat(log())
          .contains("What the settings say now about allow takes effect when the server starts");
    }
    try (Stdio server = new Stdio()) {
      server.ask(INITIALIZE);
      assertThat(toolList(server, 2)).contains(" Tier destroy asks a person.");
      write(lab(north, "allow: read\n", ""));
      looks.two();
      assertThat(text(server.ask(call(3, "guest_power", start)))).contains("nothing was sent");
      assertThat(toolList(server, 4)).contains("Tier change, destroy asks a person.");

      write(lab(north, "allow: change\n", ""));
      looks.two();

      assertThat(text(server.ask(call(5, "guest_power", start)))).contains("now running.");
    }
  }

  @Test
  void what_waits_for_the_next_start_is_said_for_each_and_for_nothing_else() throws Exception {
    write(lab(north, "", ""));
    try (Stdio server = new Stdio()) {
      server.ask(INITIALIZE);

      write(
          lab(
              north,
              """
              # a line more, so that all places are others
              lean: true
              audit: {keep-days: 90}
              policy:
                taint: 0
                rates: {change: {per-minute: 7}}
                commands:
                  uptime: {run: [uptime]}
              """,
              ""));
      looks.two();

      for (String key :
          List.of("policy.taint", "policy.rates", "policy.commands", "state or audit", "lean")) {
        assertThat(log()).contains("about " + key + " takes effect when the server starts again");
      }
      assertThat(log()).doesNotContain("about allow", "about http.address");
    }
  }

  @Test
  void the_log_level_changes_at_once() throws Exception {
    write(lab(north, "", ""));
    try (Stdio server = new Stdio()) {
      server.ask(INITIALIZE);

      write(lab(north, "log: {level: error}\n", ""));
      looks.two();
      write(lab(south, "log: {level: error}\n", ""));
      looks.two();

      assertThat(text(server.ask(call(2, "guest_list", "{}")))).startsWith(AT_SOUTH);
      assertThat(log()).doesNotContain("read again");
    }
  }

  @Test
  void other_clusters_than_those_of_the_start_are_told_and_not_taken() throws Exception {
    write(lab(north, "", ""));
    try (Stdio server = new Stdio()) {
      server.ask(INITIALIZE);

      write(lab(south, "", "").replace("lab:", "attic:"));
      looks.two();

      assertThat(text(server.ask(call(2, "guest_list", "{}")))).startsWith(AT_NORTH);
      assertThat(log()).contains("other clusters than before (attic instead of lab) take effect");
    }
  }

  @Test
  void no_call_over_http_fails_while_the_file_changes_again_and_again() throws Exception {
    write(lab(north, "", ""));
    try (HttpServing server =
        new HttpServing(
            err -> program(InputStream.nullInputStream(), OutputStream.nullOutputStream(), err))) {
      List<Future<List<String>>> callers = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < 4; caller++) {
          callers.add(threads.submit(() -> calls(server, 20)));
        }
        for (int change = 0; change < 6; change++) {
          write(lab(change % 2 == 0 ? south : north, "", ""));
          looks.two();
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
    write(lab(north, "", ""));
    try (ServerProcess server =
        new ServerProcess(Map.of("PROXMOX_MCP_CONFIG", file().toString()))) {
      server.until("Serving MCP at ");
      server.hangUp();
      server.until("The settings were read again and are in force. reason=SIGHUP");
      write("nonsense");
      server.hangUp();
      server.until("Settings that changed cannot be used");
    }
    try (ServerProcess server = new ServerProcess(Settings.complete())) {
      server.until("Serving MCP at ");
      server.hangUp();
      server.until("There is no settings file, so nothing was read again. reason=SIGHUP");
    }
  }

  private static SimulatedCluster simulated(int guests) throws IOException {
    return SimulatedCluster.homelab().guests(guests).clock(InstantSource.system()).start();
  }

  private String lab(SimulatedCluster cluster, String ofServer, String ofCluster)
      throws IOException {
    String token = cluster == north ? "lab.token" : "south.token";
    if (!Files.exists(folder.resolve(token))) {
      secret(token, cluster.operatorToken().secret().reveal());
    }
    return """
    version: 1
    %sclusters:
      lab:
        host: 127.0.0.1:%d
        token-id: %s
        token-value: file:%s
        fingerprints: "%s"
    %s\
    """
        .formatted(
            ofServer,
            cluster.address().getPort(),
            cluster.operatorToken().id(),
            token,
            cluster.fingerprint(),
            ofCluster);
  }

  /** As editors and runtimes replace a file: whole. */
  private void write(String text) throws IOException {
    Path made = Files.writeString(folder.resolve("new"), text);
    Files.move(made, file(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void secret(String name, String secret) throws IOException {
    Path made = Files.writeString(folder.resolve("new"), secret);
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    Files.move(made, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file() {
    return folder.resolve("settings.yaml");
  }

  private String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  private static boolean reached(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String call(int id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
        .formatted(id, tool, arguments);
  }

  private static List<String> calls(HttpServing server, int count) throws IOException {
    List<String> answers = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      answers.add(server.post(call(id, "guest_list", "{\"limit\":1}")));
    }
    return answers;
  }

  private static String text(JsonNode answer) {
    return answer.at("/result/content/0/text").asString();
  }

  private static String toolList(Stdio server, int id) throws IOException {
    JsonNode tools =
        server
            .ask("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/list\"}")
            .at("/result/tools");
    for (JsonNode tool : tools) {
      if (tool.path("name").asString().equals("guest_power")) {
        return tool.path("description").asString();
      }
    }
    return "";
  }

  private Program program(InputStream in, OutputStream out, OutputStream err) {
    Terminal terminal = new Terminal(in, out, new PrintStream(err, true, StandardCharsets.UTF_8));
    Map<String, String> environment =
        Map.of(
            "PROXMOX_MCP_CONFIG",
            file().toString(),
            "PROXMOX_MCP_STATE",
            folder.resolve("state").toString());
    return new Program(terminal, environment, InstantSource.system(), looks);
  }

  /** A server over standard input and output, in a thread of its own. */
  private final class Stdio implements AutoCloseable {
    private final Pipe input = Pipe.open();
    private final Pipe output = Pipe.open();
    private final OutputStream toProgram = Channels.newOutputStream(input.sink());
    private final BufferedReader fromProgram =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(output.source()), StandardCharsets.UTF_8));
    private final FutureTask<Integer> run;

    Stdio() throws IOException {
      looks.begin();
      Program program =
          program(
              Channels.newInputStream(input.source()),
              Channels.newOutputStream(output.sink()),
              log);
      run = new FutureTask<>(() -> Main.commands(program).execute("serve"));
      Thread.ofPlatform().start(run);
    }

    void say(String line) throws IOException {
      toProgram.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    JsonNode answer() throws IOException {
      return JsonMapper.shared().readTree(String.valueOf(fromProgram.readLine()));
    }

    JsonNode ask(String line) throws IOException {
      say(line);
      return answer();
    }

    int end() throws IOException, InterruptedException, ExecutionException, TimeoutException {
      toProgram.close();
      return run.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
      toProgram.close();
      assertThat(run).succeedsWithin(Duration.ofSeconds(30));
      fromProgram.close();
      output.sink().close();
      input.source().close();
    }
  }
}
