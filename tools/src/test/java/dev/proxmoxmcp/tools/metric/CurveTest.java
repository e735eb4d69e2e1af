package dev.proxmoxmcp.tools.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.metric.Sample;
import dev.proxmoxmcp.tools.metric.Curve.Extreme;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurveTest {
  private static final Instant BEGIN = Instant.parse("2026-11-22T11:00:00Z");

  private static Sample sample(int minute, Map<String, Double> values) {
    return new Sample(BEGIN.plusSeconds(60L * minute), values);
  }

  private static Sample cpu(int minute, double share) {
    return sample(minute, Map.of("cpu", share));
  }

  @Test
  void the_first_of_equal_extremes_counts_and_a_gap_is_none() {
    List<Sample> samples =
        List.of(sample(0, Map.of()), cpu(1, 0.5), cpu(2, 0.9), cpu(3, 0.5), cpu(4, 0.9));

    Curve curve = Curve.of(Metric.CPU, samples, 0);

    assertThat(curve.figures().max()).isEqualTo(new Extreme(0.9, BEGIN.plusSeconds(120)));
    assertThat(curve.figures().min()).isEqualTo(new Extreme(0.5, BEGIN.plusSeconds(60)));
    assertThat(curve.recorded()).isEqualTo(4);
  }

  @Test
  void what_was_never_recorded_has_no_extremes() {
    assertThat(Curve.of(Metric.CPU, List.of(sample(0, Map.of())), 1).recorded()).isZero();
  }
}
