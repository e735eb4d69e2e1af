package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What a server that is at work records arrives where the settings say. */
class ForwardingServedTest {
  @TempDir private Path folder;

  /** One at each end of a look at the trail, and one for each that may begin. */
  private final Semaphore looked = new Semaphore(0);

  private final Semaphore allowed = new Semaphore(0);

  @Test
  void a_change_is_in_the_file_that_the_settings_name_while_the_server_runs() throws Exception {
    Path file = folder.resolve("collected.jsonl");
    try (SimulatedCluster cluster =
            SimulatedCluster.homelab()
                .clock(InstantSource.system())
                .refusalDelay(Duration.ZERO)
                .start();
        HttpServing server = new HttpServing(err -> program(environment(cluster, file), err))) {
      await(looked);

      String answer =
          server.post(
              """
              {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"guest_power",\
              "arguments":{"guests":"203","action":"start"}}}\
              """);
      assertThat(answer).contains("now running");
      allowed.release();
      await(looked);

      assertThat(events(file)).containsSubsequence("policy", "intent", "sent", "outcome");
      allowed.release(100); // what it still looks at before it ends
    }
  }

  private static void await(Semaphore semaphore) throws InterruptedException {
    assertThat(semaphore.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
  }

  private static List<String> events(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map((String line) -> JsonMapper.shared().readTree(line))
        .map(record -> record.path("body").path("event").asString())
        .toList();
  }

  private Map<String, String> environment(SimulatedCluster cluster, Path file) {
    Map<String, String> environment = new HashMap<>(Settings.of(cluster));
    environment.put("PROXMOX_MCP_STATE", folder.resolve("state").toString());
    environment.put("PROXMOX_MCP_ALLOW", "change");
    environment.put("PROXMOX_MCP_AUDIT_FILE", file.toString());
    return environment;
  }

  private Program program(Map<String, String> environment, OutputStream err) {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new CommandRun.Person());
    return new Program(terminal, environment, InstantSource.system(), this::pause);
  }

  private void pause(Duration length) throws InterruptedException {
    if (Thread.currentThread().getName().equals("audit-forward-file")) {
      looked.release();
      allowed.acquire();
    } else {
      Thread.sleep(length);
    }
  }
}
