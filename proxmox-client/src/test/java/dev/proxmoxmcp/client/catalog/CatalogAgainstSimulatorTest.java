package dev.proxmoxmcp.client.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.catalog.CallMaker.Broken;
import dev.proxmoxmcp.client.catalog.Problem.Kind;
import dev.proxmoxmcp.client.http.Endpoint;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedReply;
import dev.proxmoxmcp.testkit.Golden;
import java.lang.reflect.Field;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what this client checks against what the simulated cluster checks, which shares no code
 * with it: every endpoint of every version, called well and with one fault.
 */
class CatalogAgainstSimulatorTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int VARIANTS = 20;

  /** What the cluster of the test has, so that a call gets as far as its parameters. */
  private static final Map<String, Object> THERE =
      Map.of("node", "pve1", "vmid", 100, "storage", "local");

  private record Asked(ApiEndpoint endpoint, Map<String, Object> arguments) {}

  /** A cluster and the root user of it, who may do everything. */
  private record Root(SimulatedCluster cluster, String cookie, String csrf)
      implements AutoCloseable {
    static Root of(String version) throws Exception {
      SimulatedCluster cluster =
          SimulatedCluster.of(Scenario.TWO_NODES)
              .clock(new ManualClock())
              .refusalDelay(Duration.ZERO)
              .version(version)
              .lenient()
              .start();
      SimulatedReply login =
          cluster.ask(
              "POST",
              "/api2/json/access/ticket",
              Map.of(),
              "username=root@pam&password=root-password-1");
      JsonNode data = JSON.readTree(login.body()).path("data");
      return new Root(
          cluster,
          "PVEAuthCookie=" + data.path("ticket").asString(),
          data.path("CSRFPreventionToken").asString());
    }

    SimulatedReply ask(Asked asked) {
      Map<String, Object> rest = new LinkedHashMap<>(asked.arguments());
      String path = asked.endpoint().template();
      for (String placeholder : asked.endpoint().placeholders()) {
        String value = String.valueOf(rest.remove(placeholder));
        path = path.replace("{" + placeholder + "}", URLEncoder.encode(value, UTF_8));
      }
      String method = asked.endpoint().method().name();
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Cookie", cookie);
      headers.put("CSRFPreventionToken", csrf);
      boolean inQuery = method.equals("GET") || method.equals("DELETE");
      if (inQuery) {
        return cluster.ask(method, "/api2/json" + path + query(rest), headers, "");
      }
      headers.put("Content-Type", "application/json");
      return cluster.ask(method, "/api2/json" + path, headers, JSON.writeValueAsString(rest));
    }

    private static String query(Map<String, Object> rest) {
      List<String> pairs = new ArrayList<>();
      rest.forEach((name, value) -> {
        for (Object one : value instanceof Collection<?> several ? several : List.of(value)) {
          String text = one instanceof Boolean truth ? (truth ? "1" : "0") : String.valueOf(one);
          pairs.add(URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(text, UTF_8));
        }
      });
      return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    @Override
    public void close() {
      cluster.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.1", "9.2"})
  void a_call_that_this_client_takes_is_taken_by_the_simulated_host(String version)
      throws Exception {
    Set<String> refused = new TreeSet<>();
    try (Root root = Root.of(version)) {
      for (ApiEndpoint endpoint : ApiCatalog.nearest(Product.PVE, version).endpoints()) {
        for (Map<String, Object> made :
            List.of(CallMaker.least(endpoint), CallMaker.whole(endpoint))) {
          SimulatedReply reply = root.ask(new Asked(endpoint, there(endpoint, made)));
          if (reply.status() == 501 || reply.status() == 403 || schemaRefused(reply)) {
            refused.add(endpoint.title() + ": " + reply.status() + " " + errors(reply));
          }
        }
      }
    }
    Golden.check("catalog/simulator-refuses-" + version + ".txt", String.join("\n", refused));
  }

  private static Map<String, Object> there(ApiEndpoint endpoint, Map<String, Object> made) {
    Map<String, Object> arguments = new LinkedHashMap<>(made);
    for (String placeholder : endpoint.placeholders()) {
      if (THERE.containsKey(placeholder)) {
        arguments.put(placeholder, THERE.get(placeholder));
      }
    }
    if (endpoint.template().contains("/lxc/{vmid}")) {
      arguments.put("vmid", 200);
    }
    return arguments;
  }

  /** A handler may refuse what its schema takes; that is another matter. */
  private static boolean schemaRefused(SimulatedReply reply) {
    return errors(reply).entrySet().stream()
        .anyMatch(error ->
            error.getValue().startsWith("invalid format")
                || error.getValue().startsWith("value ")
                || error.getValue().startsWith("type check")
                || error.getValue().startsWith("property is"));
  }

  private static Map<String, String> errors(SimulatedReply reply) {
    Map<String, String> errors = new TreeMap<>();
    if (reply.status() == 400 && reply.body().startsWith("{")) {
      JSON.readTree(reply.body())
          .path("errors")
          .properties()
          .forEach(error ->
              errors.put(
                  error.getKey().replaceFirst("\\[\\d+]$", ""), error.getValue().asString()));
    }
    return errors;
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.4", "9.1", "9.2"})
  void a_call_with_one_fault_is_refused_by_both_for_the_same_parameter(String version)
      throws Exception {
    Map<String, Set<String>> disagreements = new TreeMap<>();
    int compared = 0;
    int alike = 0;
    try (Root root = Root.of(version)) {
      for (ApiEndpoint endpoint : ApiCatalog.nearest(Product.PVE, version).endpoints()) {
        for (Broken broken : chosen(endpoint)) {
          Map<String, Object> arguments = there(endpoint, broken.arguments());
          if (endpoint.placeholders().contains(broken.parameter())) {
            arguments.put(broken.parameter(), broken.arguments().get(broken.parameter()));
          }
          SimulatedReply reply = root.ask(new Asked(endpoint, arguments));
          compared++;
          if (errors(reply).containsKey(broken.parameter())) {
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
    Golden.check("catalog/disagreements-" + version + ".txt", String.join("\n", lines));
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
            cluster, *shape* that the answer is right in its shape only (strictly, such a write is
            501), *typed* that `proxmox-client` has a method for it.

            """);
    for (String version : SimulatedCluster.versions().reversed()) {
      page.append("## Proxmox VE ").append(version).append("\n\n");
      page.append("| below | endpoints | answered | behaviour | shape | typed |\n");
      page.append("|---|--:|--:|--:|--:|--:|\n");
      Map<String, int[]> rows = new TreeMap<>();
      int[] sum = new int[5];
      try (Root root = Root.of(version)) {
        Map<String, Boolean> simulated = new TreeMap<>();
        root.cluster()
            .endpoints()
            .forEach((name, state) -> simulated.put(name.replaceAll("\\{[^}]*}", "{}"), state));
        for (ApiEndpoint endpoint : ApiCatalog.nearest(Product.PVE, version).endpoints()) {
          String name =
              endpoint.method().name() + " " + endpoint.template().replaceAll("\\{[^}]*}", "{}");
          for (int[] row : List.of(rows.computeIfAbsent(area(endpoint), _ -> new int[5]), sum)) {
            row[0]++;
            row[1] += simulated.containsKey(name) ? 1 : 0;
            row[2] += simulated.getOrDefault(name, false) ? 1 : 0;
            row[3] += simulated.getOrDefault(name, true) ? 0 : 1;
            row[4] += typed.contains(name) ? 1 : 0;
          }
        }
      }
      rows.forEach((area, row) -> line(page, "`" + area + "`", row));
      line(page, "all", sum);
      assertThat(sum[1]).as("every endpoint is answered").isEqualTo(sum[0]);
      page.append('\n');
    }
    Golden.check(Path.of("..", "docs", "api-coverage.md"), page.toString().stripTrailing());
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
