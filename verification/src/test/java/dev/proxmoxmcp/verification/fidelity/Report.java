package dev.proxmoxmcp.verification.fidelity;

import dev.proxmoxmcp.verification.fidelity.Replay.Verdict;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts verdicts by area and prints them. Not thread-safe. */
final class Report {
  private static final String ROW = "%-42s %8s %9s %6s%n";

  private final PrintStream out;
  private final Map<String, Counts> areas = new LinkedHashMap<>();

  Report(PrintStream out) {
    this.out = out;
  }

  private static final class Counts {
    private int recorded;
    private int matched;
  }

  /** Counts an exchange, and names it if it differs. */
  void add(Exchange exchange, Verdict verdict) {
    Counts counts = areas.computeIfAbsent(exchange.area(), _ -> new Counts());
    counts.recorded++;
    switch (verdict) {
      case Verdict.Match() -> counts.matched++;
      case Verdict.Differs(var how) -> {
        out.printf(
            "differs  line %d, %s: %s %s%n",
            exchange.line(), exchange.name(), exchange.sent().method(), shownPath(exchange));
        how.stream().limit(6).forEach(difference -> out.println("           " + difference));
        if (how.size() > 6) {
          out.println("           and " + (how.size() - 6) + " more");
        }
      }
    }
  }

  private static String shownPath(Exchange exchange) {
    String path = exchange.sent().apiPath();
    return path.length() <= 70 ? path : path.substring(0, 70) + "…";
  }

  /** Prints the shares; whether enough of all that was recorded matches. */
  boolean finish(double needed) {
    Counts all = new Counts();
    out.println();
    out.printf(ROW, "area", "recorded", "matched", "");
    areas.forEach((area, counts) -> {
      row(area, counts);
      all.recorded += counts.recorded;
      all.matched += counts.matched;
    });
    row("all", all);
    boolean enough = all.matched >= needed * all.recorded && all.recorded > 0;
    out.printf(
        "%nOf all recorded exchanges %s match; needed: %.0f %%.%n", share(all), needed * 100);
    return enough;
  }

  private void row(String area, Counts counts) {
    out.printf(ROW, area, counts.recorded, counts.matched, share(counts));
  }

  private static String share(Counts counts) {
    return counts.recorded == 0
        ? "-"
        : "%.1f %%".formatted(Math.floor(1000.0 * counts.matched / counts.recorded) / 10);
  }
}
