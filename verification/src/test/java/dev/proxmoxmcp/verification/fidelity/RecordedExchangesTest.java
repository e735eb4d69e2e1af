package dev.proxmoxmcp.verification.fidelity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replays recorded exchanges of a real Proxmox VE, which are no part of this repository. Run by
 * {@code verification/fidelity.sh}, which shows the report.
 */
@EnabledIfSystemProperty(named = "fidelity.file", matches = ".+")
@Timeout(600)
class RecordedExchangesTest {
  private static final double NEEDED = 0.92;
  private static final Path REPORT = Path.of("target", "fidelity.txt");
  private static final Instant START = Instant.parse("2026-11-22T17:30:19Z");
  private static final Pattern STARTED =
      Pattern.compile("UPID:[^:]+:[0-9A-F]+:[0-9A-F]+:([0-9A-F]{8}):.*");

  @Test
  void the_simulated_cluster_answers_as_a_real_one_did() throws IOException {
    List<Exchange> exchanges = exchanges(Path.of(System.getProperty("fidelity.file")));
    List<Instant> times = times(exchanges);
    ManualClock clock = new ManualClock(START);
    Files.createDirectories(REPORT.toAbsolutePath().getParent());
    Report report = new Report();
    try (SimulatedCluster cluster =
        SimulatedCluster.of(Scenario.TWO_NODES)
            .clock(clock)
            .refusalDelay(Duration.ZERO)
            .forwardingLimit(Duration.ZERO)
            .lockingLimit(Duration.ZERO)
            .start()) {
      Replay replay = new Replay(cluster, clock);
      for (int index = 0; index < exchanges.size(); index++) {
        Exchange exchange = exchanges.get(index);
        report.add(exchange, replay.judge(exchange, times.get(index)));
      }
    }
    Reasons reasons = Reasons.read(Path.of("fidelity-reasons.txt"));
    List<String> faults = reasons.faults(report.different());
    try (PrintStream out = new PrintStream(Files.newOutputStream(REPORT), true, UTF_8)) {
      report.print(out, NEEDED);
      faults.forEach(out::println);
    }
    assertThat(report.reaches(NEEDED)).as("enough match; see " + REPORT).isTrue();
    assertThat(faults)
        .as("verification/fidelity-reasons.txt tells why each difference is")
        .isEmpty();
    Golden.check(Path.of("..", "docs", "evidence", "fidelity.md"), report.page(reasons));
  }

  private static List<Exchange> exchanges(Path file) throws IOException {
    JsonMapper json = new JsonMapper();
    List<Exchange> exchanges = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      exchanges.add(Exchange.of(exchanges.size() + 1, json.readTree(line)));
    }
    return exchanges;
  }

  /**
   * When each was recorded at the latest, as the tasks around it tell; never running backwards,
   * although a few were recorded later than their place in the file says.
   */
  private static List<Instant> times(List<Exchange> exchanges) {
    List<Instant> times = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      Matcher upid = STARTED.matcher(exchange.got().body().path("data").asString(""));
      times.add(
          upid.matches() ? Instant.ofEpochSecond(Long.parseLong(upid.group(1), 16)) : Instant.MAX);
    }
    Instant latest = Instant.MAX;
    for (int index = times.size() - 1; index >= 0; index--) {
      latest = times.get(index).isBefore(latest) ? times.get(index) : latest;
      times.set(index, latest);
    }
    times.replaceAll(time -> time.equals(Instant.MAX) ? START : time);
    return times;
  }
}
