package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static final String WEB1 = "/nodes/pve1/qemu/101";

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private List<Double> series(String path, String key) throws IOException {
    return lab.get(path + "/rrddata?timeframe=hour").rows().stream()
        .filter(row -> row.containsKey(key))
        .map(row -> Lab.decimal(row, key).doubleValue())
        .toList();
  }

  @Test
  void traffic_swells_and_ebbs_and_never_stops() throws IOException {
    for (String path : List.of(WEB1, "/nodes/pve1")) {
      List<Double> rates = series(path, "netin");
      double most = rates.stream().mapToDouble(rate -> rate).max().orElseThrow();
      double least = rates.stream().mapToDouble(rate -> rate).min().orElseThrow();
      assertThat(least).isPositive();
      assertThat(most).isGreaterThan(1.2 * least);
    }
  }

  @Test
  void what_a_guest_counted_is_the_sum_of_its_rates() throws IOException {
    Map<?, ?> before = lab.get(WEB1 + "/status/current").object();
    lab.pass(3600);
    Map<?, ?> after = lab.get(WEB1 + "/status/current").object();

    double sum = series(WEB1, "netout").stream().mapToDouble(rate -> rate * 60).sum();
    double counted = Lab.whole(after, "netout") - (double) Lab.whole(before, "netout");
    assertThat(sum).isCloseTo(counted, within(counted * 0.1));
  }
}
