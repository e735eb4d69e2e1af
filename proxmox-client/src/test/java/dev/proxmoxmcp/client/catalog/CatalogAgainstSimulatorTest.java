package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.CallMaker.Broken;
import dev.proxmoxmcp.client.catalog.Problem.Kind;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedReply;
import dev.proxmoxmcp.testkit.Golden;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds what this client checks against what the simulated cluster checks, which shares no code
 * with it: every endpoint of every version, called well and with one fault.
 */
class CatalogAgainstSimulatorTest {
  private static final int VARIANTS = 20;

  /** What a handler demands, beyond the published schema; the simulated one does as well. */
  private static final Map<String, String> OF_HANDLERS =
      Map.of(
          "POST /nodes/{node}/vzdump",
          "the handler demands one of vmid, all and pool, and the schema none of them");

  @ParameterizedTest
  @CsvSource({"PVE,8.4", "PVE,9.1", "PVE,9.2", "PBS,4.1"})
  void a_call_that_this_client_takes_is_taken_by_the_simulated_host(Product product, String version)
      throws Exception {
    Set<String> refused = new TreeSet<>();
    try (SimulatedHost host = SimulatedHost.start(product, version)) {
      for (ApiEndpoint endpoint : ApiCatalog.nearest(product, version).endpoints()) {
        for (Map<String, Object> made :
            List.of(CallMaker.least(endpoint), CallMaker.whole(endpoint))) {
          CallCheck check = CallCheck.of(product, endpoint, there(product, endpoint, made));
          SimulatedReply reply = host.call(((CallCheck.Ready) check).call());
          Map<String, String> errors = host.errors(reply);
          boolean broken = (reply.reason() + reply.body()).contains("internal error");
          boolean closed = reply.status() == 501 || reply.status() == 403;
          if (broken || closed || ofSchema(product, errors)) {
            String reason = OF_HANDLERS.getOrDefault(endpoint.title(), "no reason is known");
            refused.add(
                "%s: %d %s (%s)".formatted(endpoint.title(), reply.status(), errors, reason));
          }
        }
      }
    }
    Golden.check(
        "catalog/simulator-refuses-" + named(product, version) + ".txt",
        refused.isEmpty() ? "none" : String.join("\n", refused));
    assertThat(refused).noneMatch(line -> line.contains("no reason is known"));
  }

  private static String named(Product product, String version) {
    return product == Product.PVE ? version : "pbs-" + version;
  }

  private static Map<String, Object> there(
      Product product, ApiEndpoint endpoint, Map<String, Object> made) {
    Map<String, Object> arguments = new LinkedHashMap<>(made);
    for (String placeholder : endpoint.placeholders()) {
      if (SimulatedHost.THERE.containsKey(placeholder)) {
        arguments.put(placeholder, SimulatedHost.THERE.get(placeholder));
      }
    }
    if (endpoint.template().contains("/lxc/{vmid}")) {
      arguments.put("vmid", 200);
    }
    if (product == Product.PBS) {
      arguments.computeIfPresent("node", (_, _) -> "localhost");
    }
    return arguments;
  }

  /** A handler may refuse what its schema takes, in words of its own; that is another matter. */
  private static boolean ofSchema(Product product, Map<String, String> errors) {
    return product == Product.PBS
        ? !errors.isEmpty()
        : errors.values().stream()
            .anyMatch(error ->
                error.startsWith("invalid format")
                    || error.startsWith("value ")
                    || error.startsWith("type check")
                    || error.startsWith("property is"));
  }

  @ParameterizedTest
  @CsvSource({"PVE,8.4", "PVE,9.1", "PVE,9.2", "PBS,4.1"})
  void a_call_with_one_fault_is_refused_by_both_for_the_same_parameter(
      Product product, String version) throws Exception {
    Map<String, Set<String>> disagreements = new TreeMap<>();
    int compared = 0;
    int alike = 0;
    try (SimulatedHost host = SimulatedHost.start(product, version)) {
      for (ApiEndpoint endpoint : ApiCatalog.nearest(product, version).endpoints()) {
        for (Broken broken : chosen(endpoint)) {
          Map<String, Object> arguments = there(product, endpoint, broken.arguments());
          if (endpoint.placeholders().contains(broken.parameter())) {
            arguments.put(broken.parameter(), broken.arguments().get(broken.parameter()));
          }
          SimulatedReply reply = host.call(endpoint, arguments);
          compared++;
          if (host.errors(reply).containsKey(broken.parameter())) {
            alike++;
          } else {
            disagreements
                .computeIfAbsent(reason(endpoint, broken), _ -> new TreeSet<>())
                .add(endpoint.title() + " " + broken.parameter());
          }
        }
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d of %d variants are refused by both for the same parameter".formatted(alike, compared));
    disagreements.forEach((reason, places) -> {
      lines.add("");
      lines.add(reason + ": " + places.size());
      places.stream().limit(12).forEach(place -> lines.add("  " + place));
    });
    Golden.check(
        "catalog/disagreements-" + named(product, version) + ".txt", String.join("\n", lines));
    assertThat(alike).isGreaterThan(compared * 9 / 10);
  }

  /** At most twenty, from all kinds of faults; a path that leads elsewhere never gets here. */
  private static List<Broken> chosen(ApiEndpoint endpoint) {
    List<Broken> all =
        CallMaker.broken(endpoint).stream()
            .filter(broken -> broken.kind() != Kind.PATH && expressible(endpoint, broken))
            .toList();
    if (all.size() <= VARIANTS) {
      return all;
    }
    List<Broken> some = new ArrayList<>();
    for (int index = 0; index < VARIANTS; index++) {
      some.add(all.get(index * all.size() / VARIANTS));
    }
    return some;
  }

  /** What has no form on the wire, or none that differs from a good value. */
  private static boolean expressible(ApiEndpoint endpoint, Broken broken) {
    Object value = broken.arguments().get(broken.parameter());
    boolean inPath = endpoint.placeholders().contains(broken.parameter());
    boolean inQuery = endpoint.method().name().matches("GET|DELETE");
    boolean structure = value instanceof Map || String.valueOf(value).contains("{");
    boolean nested =
        value instanceof Collection<?> list
            && list.stream().anyMatch(CatalogAgainstSimulatorTest::isStructure);
    boolean missingFromPath = inPath && broken.kind() == Kind.MISSING;
    boolean odd =
        inPath && (isStructure(value) || String.valueOf(value).matches("(?s).*[/?#\\n].*|"));
    // true is 1 on the wire, and 1 is a number and a text.
    boolean truth =
        value instanceof Boolean || (value instanceof Collection<?> l && l.contains(true));
    return !missingFromPath
        && !odd
        && !truth
        && !(inQuery && (structure || nested))
        && !broken.parameter().equals("..");
  }

  private static boolean isStructure(@Nullable Object value) {
    return value instanceof Map || value instanceof Collection;
  }

  private static String reason(ApiEndpoint endpoint, Broken broken) {
    if (endpoint.placeholders().contains(broken.parameter()) && broken.parameter().equals("node")) {
      return "the name of a node is looked up before it is checked";
    }
    Object value = broken.arguments().get(broken.parameter());
    String form =
        value == null ? "nothing" : value.getClass().getSimpleName().replaceAll("N$|\\d", "");
    return broken.kind().name().toLowerCase(Locale.ROOT)
        + " "
        + (value instanceof String text
            ? "\"" + shown(text) + "\""
            : value instanceof Number
                ? "a number"
                : form.startsWith("Map") ? "an object" : form.startsWith("List") ? "a list" : form);
  }

  private static String shown(String text) {
    String line = text.replaceAll("[^ -~]", ".");
    return line.matches("a+") ? "aaa…" : line.length() > 30 ? line.substring(0, 30) : line;
  }

  @Test
  void what_the_simulated_cluster_answers_is_told_by_the_coverage_page() throws Exception {
    Set<String> typed = new TreeSet<>();
    for (Field constant : EndpointConstantsTest.constants()) {
      constant.setAccessible(true);
      Endpoint endpoint = (Endpoint) constant.get(null);
      for (String kind : List.of("qemu", "lxc")) {
        typed.add(
            endpoint.method().name()
                + " "
                + endpoint.path().toString().replace("{kind}", kind).replaceAll("\\{[^}]*}", "{}"));
      }
    }
    StringBuilder page =
        new StringBuilder(
            """
            # Coverage of the API

            Written by `CatalogAgainstSimulatorTest` (`-Dgolden.update=true`), which fails when it is
            no longer true. *Behaviour* means that state stands behind the answer of the simulated
            host, *shape* that the answer is right in its shape only (strictly, such a write is
            501), *typed* that `proxmox-client` has a method for it.

            """);
    for (String version : SimulatedCluster.versions().reversed()) {
      chapter(page, Product.PVE, version, typed);
    }
    chapter(page, Product.PBS, ApiCatalog.builtIn(Product.PBS).getLast(), typed);
    Golden.check(Path.of("..", "docs", "api-coverage.md"), page.toString().stripTrailing());
  }

  private static void chapter(
      StringBuilder page, Product product, String version, Set<String> typed) throws Exception {
    String name = product == Product.PVE ? "Proxmox VE " : "Proxmox Backup Server ";
    page.append("## ").append(name).append(version).append("\n\n");
    page.append("| below | endpoints | answered | behaviour | shape | typed |\n");
    page.append("|---|--:|--:|--:|--:|--:|\n");
    Map<String, int[]> rows = new TreeMap<>();
    int[] sum = new int[5];
    try (SimulatedHost host = SimulatedHost.start(product, version)) {
      Map<String, Boolean> simulated = new TreeMap<>();
      host.endpoints()
          .forEach((key, state) -> simulated.put(key.replaceAll("\\{[^}]*}", "{}"), state));
      for (ApiEndpoint endpoint : ApiCatalog.nearest(product, version).endpoints()) {
        String key =
            endpoint.method().name() + " " + endpoint.template().replaceAll("\\{[^}]*}", "{}");
        for (int[] row : List.of(rows.computeIfAbsent(area(endpoint), _ -> new int[5]), sum)) {
          row[0]++;
          row[1] += simulated.containsKey(key) ? 1 : 0;
          row[2] += simulated.getOrDefault(key, false) ? 1 : 0;
          row[3] += simulated.getOrDefault(key, true) ? 0 : 1;
          row[4] += typed.contains(key) ? 1 : 0;
        }
      }
    }
    rows.forEach((area, row) -> line(page, "`" + area + "`", row));
    line(page, "all", sum);
    assertThat(sum[1]).as("every endpoint is answered").isEqualTo(sum[0]);
    page.append('\n');
  }

  private static void line(StringBuilder page, String name, int[] row) {
    page.append("| ").append(name);
    for (int number : row) {
      page.append(" | ").append(number);
    }
    page.append(" |\n");
  }

  private static String area(ApiEndpoint endpoint) {
    String[] parts = endpoint.template().split("/", -1);
    int depth = parts.length > 3 && parts[1].equals("nodes") ? 4 : Math.min(parts.length, 3);
    return String.join("/", List.of(parts).subList(0, depth));
  }
}
