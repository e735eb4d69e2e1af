package dev.proxmoxmcp.app.reference;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.ApiCatalog;
import dev.proxmoxmcp.client.catalog.ApiEndpoint;
import dev.proxmoxmcp.client.catalog.ApiMethod;
import dev.proxmoxmcp.client.catalog.TierTable;
import dev.proxmoxmcp.client.catalog.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which endpoint is of which tier: all that do more than look, and why that is thought. */
final class TierPage {
  private TierPage() {}

  private record Line(String path, Verdict verdict) {}

  static String text() {
    StringBuilder page = new StringBuilder(beginning());
    Map<Product, Map<Line, Set<ApiMethod>>> all = new LinkedHashMap<>();
    List<List<String>> counts = new ArrayList<>();
    for (Product product : Product.values()) {
      Map<Line, Set<ApiMethod>> lines = lines(product);
      all.put(product, lines);
      counts.add(count(product, lines));
    }
    List<String> heads = new ArrayList<>(List.of("product"));
    for (Tier tier : Tier.values()) {
      heads.add(tier.label());
    }
    page.append(MarkdownTable.of(heads, counts));
    all.forEach((product, lines) -> {
      for (Tier tier : Tier.values()) {
        List<List<String>> rows = rows(lines, tier);
        if (!rows.isEmpty()) {
          page.append("## ").append(product.title()).append(": ").append(tier.label()).append('\n');
          page.append(MarkdownTable.of(List.of("endpoint", "why"), rows));
        }
      }
    });
    return page.toString().stripTrailing();
  }

  private static String beginning() {
    return """
    # Tiers of the API

    Written by `proxmox-mcp docs` from the built-in catalogs (%s) and the reviewed table of tiers. [How a tier comes about](adr/0015-tiers.md), and [what follows from it](guard.md#tiers).

    - Parameters can make a call graver than its line here, and never less grave, but for one: `remove=0` makes a backup a change. `api_describe` tells for a call.
    - An endpoint that is not in the table, such as one that only your host has, is of admin.
    - Not listed are the endpoints that are GET and of read: they look, and nothing else.
    """
        .formatted(versions());
  }

  private static String versions() {
    List<String> versions = new ArrayList<>();
    for (Product product : Product.values()) {
      versions.add(product.title() + " " + String.join(", ", ApiCatalog.builtIn(product)));
    }
    return String.join("; ", versions);
  }

  /** Endpoints of all versions, by path; those of one path with the same verdict together. */
  private static Map<Line, Set<ApiMethod>> lines(Product product) {
    Map<Line, Set<ApiMethod>> lines =
        new TreeMap<>(
            Comparator.comparing(Line::path)
                .thenComparing(line -> line.verdict().tier())
                .thenComparing(line -> line.verdict().why()));
    for (String version : ApiCatalog.builtIn(product)) {
      for (ApiEndpoint endpoint : ApiCatalog.nearest(product, version).endpoints()) {
        Verdict verdict = TierTable.builtIn().of(product, endpoint.method(), endpoint.template());
        lines
            .computeIfAbsent(new Line(endpoint.template(), verdict), _ -> new TreeSet<>())
            .add(endpoint.method());
      }
    }
    return lines;
  }

  private static List<String> count(Product product, Map<Line, Set<ApiMethod>> lines) {
    List<String> cells = new ArrayList<>(List.of(product.title()));
    for (Tier tier : Tier.values()) {
      int number =
          lines.entrySet().stream()
              .filter(line -> line.getKey().verdict().tier() == tier)
              .mapToInt(line -> line.getValue().size())
              .sum();
      cells.add(Integer.toString(number));
    }
    return cells;
  }

  private static List<List<String>> rows(Map<Line, Set<ApiMethod>> lines, Tier tier) {
    return lines.entrySet().stream()
        .filter(line -> line.getKey().verdict().tier() == tier)
        .filter(line ->
            tier != Tier.READ || line.getValue().stream().anyMatch(one -> one != ApiMethod.GET))
        .map(line ->
            List.of(
                MarkdownTable.code(
                    String.join(", ", line.getValue().stream().map(ApiMethod::name).toList())
                        + " "
                        + line.getKey().path()),
                MarkdownTable.cell(line.getKey().verdict().why())))
        .toList();
  }
}
