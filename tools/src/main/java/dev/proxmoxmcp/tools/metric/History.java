package dev.proxmoxmcp.tools.metric;

import dev.proxmoxmcp.client.metric.Sample;
import dev.proxmoxmcp.tools.text.Amounts;
import dev.proxmoxmcp.tools.text.Foreign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was measured of one object, as an answer.
 *
 * @param title what it is
 * @param note what must be said beside it; null for nothing
 * @param samples oldest first
 * @param curves of the metrics that were asked for
 */
record History(String title, @Nullable String note, List<Sample> samples, List<Curve> curves) {
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(head());
    if (note != null) {
      lines.add(note);
    }
    List<Curve> recorded = curves.stream().filter(curve -> curve.recorded() > 0).toList();
    gaps(lines, recorded);
    if (recorded.isEmpty()) {
      return String.join("\n", lines);
    }
    lines.add("metric\tmin\tmin at\tmean\tmax\tmax at\tlast\tof");
    recorded.forEach(curve -> lines.add(row(curve)));
    series(lines, recorded);
    return String.join("\n", lines);
  }

  private String head() {
    return samples.isEmpty()
        ? title + ": no samples."
        : "%s: %s, one every %s, from %s to %s."
            .formatted(
                title,
                Amounts.count(samples.size(), "sample"),
                Amounts.duration(step()),
                samples.getFirst().time(),
                samples.getLast().time());
  }

  private Duration step() {
    return samples.size() < 2
        ? Duration.ZERO
        : Duration.between(samples.get(0).time(), samples.get(1).time());
  }

  /** A gap is neither zero nor a low load: the object did not run, or nobody measured. */
  private void gaps(List<String> lines, List<Curve> recorded) {
    String never =
        String.join(
            ", ",
            curves.stream()
                .filter(curve -> curve.recorded() == 0)
                .map(curve -> curve.metric().label())
                .toList());
    if (!never.isEmpty()) {
      lines.add("Never recorded in that time: " + never + ".");
    }
    int most = recorded.stream().mapToInt(Curve::recorded).max().orElse(0);
    if (most > 0 && most < samples.size()) {
      lines.add(
          "%d of %d samples are gaps: nothing was recorded, which is not zero."
              .formatted(samples.size() - most, samples.size()));
    }
  }

  private static String row(Curve curve) {
    Metric.Unit unit = curve.metric().unit();
    Curve.Figures figures = curve.figures();
    return String.join(
        "\t",
        curve.metric().label(),
        unit.text(figures.min().value()),
        at(figures.min(), curve),
        unit.text(figures.mean()),
        unit.text(figures.max().value()),
        at(figures.max(), curve),
        unit.text(figures.last()),
        curve.limit() == null ? Foreign.NONE : unit.text(curve.limit()));
  }

  /** Of a line that is as good as flat, nobody wants to know when it was highest. */
  private static String at(Curve.Extreme extreme, Curve curve) {
    Metric.Unit unit = curve.metric().unit();
    Curve.Figures figures = curve.figures();
    boolean flat = unit.text(figures.min().value()).equals(unit.text(figures.max().value()));
    return flat ? Foreign.NONE : extreme.at().toString();
  }

  private void series(List<String> lines, List<Curve> recorded) {
    int points = recorded.getFirst().points().size();
    if (points == 0) {
      return;
    }
    lines.add(
        "from\t" + String.join("\t", recorded.stream().map(c -> c.metric().label()).toList()));
    for (int point = 0; point < points; point++) {
      List<String> cells = new ArrayList<>();
      cells.add(begin(points, point).toString());
      for (Curve curve : recorded) {
        Double value = curve.points().get(point);
        cells.add(value == null ? Foreign.NONE : curve.metric().unit().text(value));
      }
      lines.add(String.join("\t", cells));
    }
  }

  private Instant begin(int points, int point) {
    return samples.get(Curve.start(samples, points, point)).time();
  }

  /** For programs: percent, bytes, bytes a second. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("object", title).put("samples", samples.size());
    if (!samples.isEmpty()) {
      json.put("stepSeconds", step().toSeconds())
          .put("from", samples.getFirst().time().toString())
          .put("to", samples.getLast().time().toString());
    }
    if (note != null) {
      json.put("note", note);
    }
    ObjectNode metrics = json.putObject("metrics");
    for (Curve curve : curves) {
      add(metrics.putObject(curve.metric().label()), curve);
    }
    return json;
  }

  private void add(ObjectNode json, Curve curve) {
    Metric.Unit unit = curve.metric().unit();
    json.put("recorded", curve.recorded());
    if (curve.recorded() == 0) {
      return;
    }
    Curve.Figures figures = curve.figures();
    json.put("unit", unit.label())
        .put("min", unit.figure(figures.min().value()))
        .put("minAt", figures.min().at().toString())
        .put("mean", unit.figure(figures.mean()))
        .put("max", unit.figure(figures.max().value()))
        .put("maxAt", figures.max().at().toString())
        .put("last", unit.figure(figures.last()));
    if (curve.limit() != null) {
      json.put("limit", unit.figure(curve.limit()));
    }
    ArrayNode series = json.putArray("series");
    for (int point = 0; point < curve.points().size(); point++) {
      Double value = curve.points().get(point);
      if (value != null) {
        series
            .addObject()
            .put("from", begin(curve.points().size(), point).toString())
            .put("value", unit.figure(value));
      }
    }
  }
}
