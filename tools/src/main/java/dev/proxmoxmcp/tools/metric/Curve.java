package dev.proxmoxmcp.tools.metric;

import dev.proxmoxmcp.client.metric.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One metric over time.
 *
 * @param recorded how many samples have it
 * @param limit what it can be at most, as last seen; null where there is none
 * @param points means of as many equal parts of the time as were asked for; null for a part in
 *     which nothing was recorded
 */
record Curve(
    Metric metric,
    int recorded,
    Figures figures,
    @Nullable Double limit,
    List<@Nullable Double> points) {

  /** Of all recorded samples; 0 where there is none. */
  record Figures(Extreme min, double mean, Extreme max, double last) {}

  /**
   * The smallest or the largest figure.
   *
   * @param at when it was first recorded
   */
  record Extreme(double value, Instant at) {
    static final Extreme NONE = new Extreme(0, Instant.EPOCH);
  }

  static Curve of(Metric metric, List<Sample> samples, int points) {
    List<Double> values = samples.stream().map(metric::of).filter(Objects::nonNull).toList();
    Double limit = null;
    for (Sample sample : samples) {
      Double seen = metric.limit(sample);
      limit = seen == null ? limit : seen;
    }
    return new Curve(
        metric,
        values.size(),
        figures(metric, samples, values),
        limit,
        parts(metric, samples, points));
  }

  private static Figures figures(Metric metric, List<Sample> samples, List<Double> values) {
    if (values.isEmpty()) {
      return new Figures(Extreme.NONE, 0, Extreme.NONE, 0);
    }
    return new Figures(
        first(metric, samples, Collections.min(values)),
        values.stream().mapToDouble(value -> value).average().orElse(0),
        first(metric, samples, Collections.max(values)),
        values.getLast());
  }

  private static Extreme first(Metric metric, List<Sample> samples, Double value) {
    return samples.stream()
        .filter(sample -> value.equals(metric.of(sample)))
        .findFirst()
        .map(sample -> new Extreme(value, sample.time()))
        .orElse(Extreme.NONE);
  }

  private static List<@Nullable Double> parts(Metric metric, List<Sample> samples, int points) {
    List<@Nullable Double> parts = new ArrayList<>();
    for (int point = 0; point < points; point++) {
      List<Double> values =
          samples.subList(start(samples, points, point), start(samples, points, point + 1)).stream()
              .map(metric::of)
              .filter(Objects::nonNull)
              .toList();
      parts.add(
          values.isEmpty()
              ? null
              : Double.valueOf(values.stream().mapToDouble(value -> value).average().orElse(0)));
    }
    return parts;
  }

  /** The index of the first sample of a part. */
  static int start(List<Sample> samples, int points, int point) {
    return (int) ((long) samples.size() * point / points);
  }
}
