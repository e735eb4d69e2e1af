package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What a server that is at work records arrives where the settings say. */
class ForwardingServedTest {
  @TempDir private Path folder;

  private final HandTurned looks = new HandTurned("audit-forward-file");

  @Test
  void a_change_is_in_the_file_that_the_settings_name_while_the_server_runs() throws Exception {
    Path file = folder.resolve("collected.jsonl");
    try (SimulatedCluster cluster = Patient.usual().start();
        HttpServing server =
            new HttpServing(err -> HttpServing.program(environment(cluster, file), err, looks))) {
      String answer =
          server.post(
              """
              {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"guest_power",\
              "arguments":{"guests":"203","action":"start"}}}\
              """);
      assertThat(answer).contains("now running");
      looks.one();

      assertThat(events(file)).containsSubsequence("policy", "intent", "sent", "outcome");
    }
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
}
