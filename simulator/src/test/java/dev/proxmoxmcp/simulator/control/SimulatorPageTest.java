package dev.proxmoxmcp.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Does what docs/simulator.md shows, one line after the other. */
class SimulatorPageTest {
  private static final Path PAGE = Path.of("..", "docs", "simulator.md");
  private static final Pattern CURL =
      Pattern.compile(
          "curl -s(?: -X (?<method>[A-Z]+))?(?: --json '(?<json>[^']*)')?"
              + " '?http://127\\.0\\.0\\.1:8099(?<path>/[^' ]*)'?");

  @Test
  void every_example_of_the_page_works() throws IOException {
    ManualClock clock = new ManualClock();
    List<String> examples =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("curl ")).toList();
    try (SimulatedCluster cluster = SimulatedCluster.homelab().clock(clock).start();
        ControlPort control = ControlPort.start(cluster, clock, 0)) {
      PlainClient client = new PlainClient(control.address());
      for (String example : examples) {
        Matcher curl = CURL.matcher(example);
        assertThat(curl.matches()).as("an example of another form: %s", example).isTrue();
        String json = curl.group("json") == null ? "" : curl.group("json");
        String usual = json.isEmpty() ? "GET" : "POST";
        String method = curl.group("method") == null ? usual : curl.group("method");

        PlainClient.Reply reply = client.call(method, curl.group("path"), json);

        assertThat(reply.status()).as("%s: %s", example, reply.body()).isEqualTo(200);
      }
    }
    assertThat(examples).hasSizeGreaterThan(20);
  }
}
