package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.proxmoxmcp.tools.ToolCatalog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the list of tools costs in every conversation, in the tokens of o200k. */
class TokenBudgetTest {
  private static final int BUDGET = 3_000;

  private static final String CONVERSATION =
      """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":2,"method":"tools/list"}
      """;

  private final Encoding o200k =
      Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  @Test
  void all_tools_together_cost_no_more_than_three_thousand_tokens() {
    JsonNode tools = listed();
    Map<String, Integer> costs = new TreeMap<>();
    tools.forEach(
        tool -> costs.put(tool.path("name").asString(), o200k.countTokens(tool.toString())));
    int all = o200k.countTokens(tools.toString());

    costs.forEach((name, cost) -> System.out.println(name + ": " + cost + " tokens"));
    System.out.println("tools/list: " + all + " of " + BUDGET + " tokens");

    assertThat(costs).hasSize(ToolCatalog.ALL.size());
    assertThat(all).as("of each tool: %s", costs).isLessThanOrEqualTo(BUDGET);
  }

  /** As the program answers it over standard output. */
  private static JsonNode listed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(CONVERSATION.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    Main.run(new String[] {"demo", "--stdio"}, terminal, Map.of());
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JsonMapper.shared().readTree(line))
        .filter(message -> message.path("id").asInt(0) == 2)
        .findFirst()
        .orElseThrow()
        .at("/result/tools");
  }
}
