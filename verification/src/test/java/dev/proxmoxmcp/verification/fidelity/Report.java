package dev.proxmoxmcp.verification.fidelity;

import dev.proxmoxmcp.verification.fidelity.Replay.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts verdicts by area, and tells them to a terminal and as a page. Not thread-safe. */
final class Report {
  private static final String ROW = "%-42s %8s %9s %6s%n";
  private static final int MOST_SHOWN = 6;

  private final Map<String, Counts> areas = new LinkedHashMap<>();
  private final List<Difference> differences = new ArrayList<>();

  private static final class Counts {
    private int recorded;
    private int matched;

    private String share() {
      return recorded == 0
          ? "-"
          : "%.1f %%".formatted(Math.floor(1000.0 * matched / recorded) / 10);
    }
  }

  private record Difference(Exchange exchange, List<String> how) {
    Difference {
      how = List.copyOf(how);
    }

    String request() {
      String path = exchange.sent().apiPath();
      String shown = path.length() <= 70 ? path : path.substring(0, 70) + "…";
      return exchange.sent().method() + " " + shown;
    }

    /** The first of what differs, and how many more there are. */
    List<String> shown() {
      List<String> lines = new ArrayList<>(how.subList(0, Math.min(MOST_SHOWN, how.size())));
      if (how.size() > MOST_SHOWN) {
        lines.add("and " + (how.size() - MOST_SHOWN) + " more");
      }
      return lines;
    }
  }

  /** Counts an exchange, and keeps it if it differs. */
  void add(Exchange exchange, Verdict verdict) {
    Counts counts = areas.computeIfAbsent(exchange.area(), _ -> new Counts());
    counts.recorded++;
    switch (verdict) {
      case Verdict.Match() -> counts.matched++;
      case Verdict.Differs(var how) -> differences.add(new Difference(exchange, how));
    }
  }

  /** What differs: the names of the exchanges. */
  List<String> different() {
    return differences.stream().map(one -> one.exchange().name()).toList();
  }

  /** Whether so large a share of all that was recorded matches. */
  boolean reaches(double needed) {
    Counts all = all();
    return all.recorded > 0 && all.matched >= needed * all.recorded;
  }

  private Counts all() {
    Counts all = new Counts();
    areas
        .values()
        .forEach(counts -> {
          all.recorded += counts.recorded;
          all.matched += counts.matched;
        });
    return all;
  }

  /** For a terminal. */
  void print(PrintStream out, double needed) {
    for (Difference one : differences) {
      out.printf(
          "differs  line %d, %s: %s%n",
          one.exchange().line(), one.exchange().name(), one.request());
      one.shown().forEach(line -> out.println("           " + line));
    }
    out.println();
    out.printf(ROW, "area", "recorded", "matched", "");
    areas.forEach(
        (area, counts) -> out.printf(ROW, area, counts.recorded, counts.matched, counts.share()));
    out.printf(ROW, "all", all().recorded, all().matched, all().share());
    out.printf(
        "%nOf all recorded exchanges %s match; needed: %.0f %%.%n", all().share(), needed * 100);
  }

  /** As the page {@code docs/evidence/fidelity.md}, without the line break at its end. */
  String page(Reasons reasons) {
    StringBuilder page =
        new StringBuilder(
            """
            # How true the simulated cluster is

            Written by `verification/fidelity.sh --write FILE`, which replays exchanges recorded with a real
            Proxmox VE 9.2 of two nodes (they are no part of this repository) against a fresh simulated
            cluster, and compares status, reason phrase, texts of errors, the shape of the answer and how a
            task ended. Without `--write` it fails where this page is no longer true.

            | area | recorded | alike | share |
            |---|--:|--:|--:|
            """);
    areas.forEach((area, counts) -> row(page, area, counts));
    row(page, "all", all());
    page.append("\n## What differs, and why\n");
    for (Difference one : differences) {
      page.append("\n- **")
          .append(one.exchange().name())
          .append("**, `")
          .append(one.request())
          .append("`: ")
          .append(reasons.of(one.exchange().name()).orElse("no reason is given"))
          .append('\n');
      one.shown().forEach(line -> page.append("  - `").append(line).append("`\n"));
    }
    return page.toString().stripTrailing();
  }

  private static void row(StringBuilder page, String area, Counts counts) {
    page.append(
        "| %s | %d | %d | %s |\n".formatted(area, counts.recorded, counts.matched, counts.share()));
  }
}
