package dev.proxmoxmcp.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.log.LogFormat;
import dev.proxmoxmcp.app.log.Logs;
import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.Timeouts;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.tls.Fingerprint;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Days pass as the test says. */
@Timeout(60)
@Isolated // there is one log for a process
class ExpiryWatchTest {
  private final ManualClock clock = new ManualClock();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream errorOfTests = System.err;
  private final Days days = new Days();
  private SimulatedCluster simulated;

  @BeforeEach
  void start() throws IOException {
    simulated = SimulatedCluster.homelab().clock(clock).refusalDelay(Duration.ZERO).start();
    System.setErr(new PrintStream(log, true, UTF_8));
    Logs.configure(LogFormat.TEXT, Level.WARNING);
  }

  @AfterEach
  void stop() {
    System.setErr(errorOfTests);
    Logs.configure(LogFormat.TEXT, Level.WARNING);
    simulated.close();
  }

  /** The first pause is a minute, every other one a day. */
  private final class Days implements Pause {
    private final Semaphore waiting = new Semaphore(0);
    private final Semaphore over = new Semaphore(0);

    @Override
    public void sleep(Duration length) throws InterruptedException {
      waiting.release();
      over.acquire();
      clock.advance(length);
    }

    void pass(int count) throws InterruptedException {
      for (int day = 0; day < count; day++) {
        waiting.acquire();
        over.release();
      }
      waiting.acquire(); // the last look is over
      waiting.release();
    }
  }

  private void expiresIn(SimulatedToken token, int inDays) {
    String[] id = token.id().split("!", 2);
    int status =
        simulated
            .ask(
                "PUT",
                "/api2/json/access/users/" + id[0] + "/token/" + id[1],
                Map.of(
                    "Authorization",
                    "PVEAPIToken="
                        + simulated.adminToken().id()
                        + "="
                        + simulated.adminToken().secret().reveal(),
                    "Content-Type",
                    "application/x-www-form-urlencoded"),
                "expire=" + clock.instant().plus(Duration.ofDays(inDays)).getEpochSecond())
            .status();
    assertThat(status).isEqualTo(200);
  }

  private Cluster open(SimulatedToken token) {
    return Cluster.open(
        new ClusterSettings(
            "lab",
            new HostAddress("127.0.0.1", simulated.address().getPort()),
            new ApiToken(TokenId.parse(token.id()), token.secret()),
            new Trust.Pins(List.of(Fingerprint.parse(simulated.fingerprint()))),
            Timeouts.standard()),
        clock,
        clock);
  }

  private List<String> warnings() {
    return log.toString(UTF_8).lines().filter(line -> line.contains("A token")).toList();
  }

  @Test
  void from_14_days_before_on_it_is_said_once_a_day_and_more_urgently_from_3_days_before_on()
      throws Exception {
    expiresIn(simulated.operatorToken(), 16);
    try (Cluster cluster = open(simulated.operatorToken());
        ExpiryWatch watch = new ExpiryWatch(() -> List.of(cluster), clock, days)) {
      watch.begin();
      days.pass(2); // a minute and a day: 15 days are left, less a minute
      assertThat(warnings()).isEmpty();

      days.pass(1);
      assertThat(warnings())
          .singleElement()
          .asString()
          .contains(
              " WARNING A token expires in 13 days: make it anew in time. cluster=lab"
                  + " token=ops@pve!mcp end=")
          .endsWith("mend=\"proxmox-mcp token rotate lab\"");

      days.pass(11);
      assertThat(warnings()).hasSize(12);
      assertThat(warnings().getLast()).contains("A token expires in 2 days: make it anew now.");
    }
  }

  @Test
  void whoever_may_not_see_it_says_nothing() throws Exception {
    expiresIn(simulated.narrowToken(), 1);
    try (Cluster cluster = open(simulated.narrowToken());
        ExpiryWatch watch = new ExpiryWatch(() -> List.of(cluster), clock, days)) {
      watch.begin();
      days.pass(1);

      assertThat(warnings()).isEmpty();
    }
  }

  @Test
  void a_cluster_that_is_away_is_looked_at_again_the_next_day() throws Exception {
    expiresIn(simulated.operatorToken(), 5);
    Cluster cluster = open(simulated.operatorToken());
    try (ExpiryWatch watch = new ExpiryWatch(() -> List.of(cluster), clock, days)) {
      cluster.close();
      watch.begin();
      days.pass(2);

      assertThat(warnings()).isEmpty();
    }
  }
}
