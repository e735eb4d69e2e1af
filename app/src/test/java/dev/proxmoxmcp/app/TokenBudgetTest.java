package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the list of tools costs in every conversation, in the tokens of o200k. */
class TokenBudgetTest {
  /** For the daily work. */
  private static final int TYPED = 3_000;

  /** About changes themselves. */
  private static final int CHANGES = 300;

  /** For all the rest of the API. */
  private static final int API = 600;

  private static final int SEARCH = 110;

  /** The list of {@code --lean}. */
  private static final int LEAN = 900;

  /** The answer of a search. */
  private static final int FOUND = 600;

  private static final String HELLO =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      """;

  private final Encoding o200k =
      Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  @Test
  void the_tools_for_the_daily_work_cost_no_more_than_three_thousand_tokens() {
    List<JsonNode> typed = among(ToolCatalog.TYPED, listed());

    assertThat(typed).hasSize(20);
    assertThat(cost(typed)).as("of each tool: %s", costs(typed)).isLessThanOrEqualTo(TYPED);
  }

  @Test
  void the_tools_about_changes_cost_no_more_than_three_hundred() {
    List<JsonNode> changes = among(ToolCatalog.CHANGES, listed());

    assertThat(changes).hasSameSizeAs(ToolCatalog.CHANGES);
    assertThat(cost(changes)).as("of each tool: %s", costs(changes)).isLessThanOrEqualTo(CHANGES);
  }

  @Test
  void the_tools_for_the_whole_api_cost_no_more_than_six_hundred() {
    List<JsonNode> api = among(ToolCatalog.API, listed());

    assertThat(api).hasSameSizeAs(ToolCatalog.API);
    assertThat(cost(api)).as("of each tool: %s", costs(api)).isLessThanOrEqualTo(API);
    assertThat(costs(api).get("api_search")).isLessThanOrEqualTo(SEARCH);
  }

  @Test
  void the_lean_list_costs_no_more_than_nine_hundred_and_has_the_whole_api() {
    List<JsonNode> lean = answer("tools/list", "{}", "--lean").path("tools").valueStream().toList();

    assertThat(lean)
        .extracting(tool -> tool.path("name").asString())
        .containsExactly(
            "cluster_overview",
            "plan_execute",
            "api_search",
            "api_describe",
            "api_read",
            "api_write");
    assertThat(cost(lean)).as("of each tool: %s", costs(lean)).isLessThanOrEqualTo(LEAN);
  }

  @Test
  void all_tools_are_listed() {
    JsonNode tools = listed();

    System.out.println("tools/list: " + o200k.countTokens(tools.toString()) + " tokens");
    assertThat(tools).hasSameSizeAs(ToolCatalog.ALL);
  }

  private static JsonNode listed() {
    return answer("tools/list", "{}").path("tools");
  }

  private static List<JsonNode> among(List<ProxmoxTool<?>> wanted, JsonNode listed) {
    Set<String> names = wanted.stream().map(ProxmoxTool::name).collect(Collectors.toSet());
    return listed
        .valueStream()
        .filter(tool -> names.contains(tool.path("name").asString()))
        .toList();
  }

  /** As an array of their own. */
  private int cost(List<JsonNode> tools) {
    int all = o200k.countTokens(tools.toString());
    costs(tools).forEach((name, cost) -> System.out.println(name + ": " + cost + " tokens"));
    System.out.println(tools.size() + " tools: " + all + " tokens");
    return all;
  }

  private Map<String, Integer> costs(List<JsonNode> tools) {
    Map<String, Integer> costs = new TreeMap<>();
    tools.forEach(
        tool -> costs.put(tool.path("name").asString(), o200k.countTokens(tool.toString())));
    return costs;
  }

  /** Long paths and long summaries: what these find is about the longest that can be found. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "guest agent of the vm",
        "firewall ip set address of a container",
        "notification endpoints",
        "sdn fabric node settings",
        "custom cpu models of the cluster",
        "file restore from backup storage",
        "snapshot configuration of a vm",
        "acme certificate"
      })
  void what_a_search_answers_costs_no_more_than_six_hundred_tokens(String query) {
    JsonNode found =
        answer(
            "tools/call", "{\"name\":\"api_search\",\"arguments\":{\"query\":\"" + query + "\"}}");

    assertThat(found.at("/content/0/text").asString()).contains(" endpoints ", "Next: ");
    assertThat(o200k.countTokens(found.at("/content/0/text").asString()))
        .as("%s", found)
        .isLessThanOrEqualTo(FOUND);
  }

  /** As the program answers it over standard output. */
  private static JsonNode answer(String method, String parameters, String... options) {
    String asked =
        HELLO
            + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\""
            + method
            + "\",\"params\":"
            + parameters
            + "}\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(asked.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    List<String> command = new ArrayList<>(List.of("demo", "--stdio"));
    command.addAll(List.of(options));
    Main.run(command.toArray(String[]::new), terminal, Map.of());
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonMapper.shared().readTree(line))
        .filter(message -> message.path("id").asInt(0) == 2)
        .findFirst()
        .orElseThrow()
        .path("result");
  }
}
