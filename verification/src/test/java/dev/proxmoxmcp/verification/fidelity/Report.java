package dev.proxmoxmcp.verification.fidelity;

import dev.proxmoxmcp.verification.fidelity.Replay.Verdict;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts verdicts by area and prints them. Not thread-safe. */
final class Report {
  private static final String ROW = "%-42s %8s %9s %9s %6s%n";

  private final PrintStream out;
  private final Map<String, Counts> areas = new LinkedHashMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();

  Report(PrintStream out) {
    this.out = out;
  }

  private static final class Counts {
    private int recorded;
    private int compared;
    private int matched;
  }

  /** Counts an exchange, and names it if it differs. */
  void add(Exchange exchange, Verdict verdict) {
    Counts counts = areas.computeIfAbsent(exchange.area(), _ -> new Counts());
    counts.recorded++;
    switch (verdict) {
      case Verdict.Match() -> {
        counts.compared++;
        counts.matched++;
      }
      case Verdict.Differs(var how) -> {
        counts.compared++;
        out.printf(
            "differs  line %d, %s: %s %s%n",
            exchange.line(), exchange.name(), exchange.sent().method(), shownPath(exchange));
        how.stream().limit(6).forEach(difference -> out.println("           " + difference));
        if (how.size() > 6) {
          out.println("           and " + (how.size() - 6) + " more");
        }
      }
      case Verdict.Skipped(String why) ->
          reasons.merge(
              why.replaceFirst("\".*\" was left out", "an earlier one was left out"),
              1,
              Integer::sum);
    }
  }

  private static String shownPath(Exchange exchange) {
    String path = exchange.sent().apiPath();
    return path.length() <= 70 ? path : path.substring(0, 70) + "…";
  }

  /** Prints the shares; whether enough of what was compared matches. */
  boolean finish(double needed) {
    Counts all = new Counts();
    out.println();
    out.printf(ROW, "area", "recorded", "compared", "matched", "");
    areas.forEach((area, counts) -> {
      row(area, counts);
      all.recorded += counts.recorded;
      all.compared += counts.compared;
      all.matched += counts.matched;
    });
    row("all", all);
    out.printf("%nNot compared: %d%n", all.recorded - all.compared);
    reasons.forEach((why, count) -> out.printf("%6d  %s%n", count, why));
    boolean enough = all.matched >= needed * all.compared && all.compared > 0;
    out.printf(
        "%nOf the exchanges whose endpoints the simulator answers, %s match; needed: %.0f %%.%n",
        share(all), needed * 100);
    return enough;
  }

  private void row(String area, Counts counts) {
    out.printf(ROW, area, counts.recorded, counts.compared, counts.matched, share(counts));
  }

  private static String share(Counts counts) {
    return counts.compared == 0
        ? "-"
        : "%.1f %%".formatted(Math.floor(1000.0 * counts.matched / counts.compared) / 10);
  }
}
