package dev.proxmoxmcp.tools.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.json.JsonText;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.tools.ToolLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The page for users shows what the tools answer. */
class ApiToolsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "api-tools.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("```\\n> (api_[a-z]+) (\\{[^\\n]*})\\n(.*?)\\n```", Pattern.DOTALL);

  @Test
  void every_example_of_the_page_is_answered_like_that() throws IOException, InterruptedException {
    List<MatchResult> examples = EXAMPLE.matcher(Files.readString(PAGE)).results().toList();
    assertThat(examples)
        .extracting(example -> example.group(1))
        .contains("api_search", "api_describe", "api_read", "api_write");
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.CHANGE)) {
      for (MatchResult example : examples) {
        String answer = lab.call(example.group(1), arguments(example.group(2))).text();
        assertThat(general(answer)).isEqualTo(general(example.group(3)));
      }
    }
  }

  /** Ids of plans and times are others each time. */
  private static String general(String text) {
    return text.replaceAll("\\b[0-9a-z]{26}\\b", "ID")
        .replaceAll("\\d\\d:\\d\\d:\\d\\d UTC", "TIME");
  }

  private static String[] arguments(String json) {
    List<String> arguments = new ArrayList<>();
    JsonText.lenient()
        .read(json)
        .forEachEntry((name, value) -> {
          arguments.add(name);
          arguments.add(text(value));
        });
    return arguments.toArray(String[]::new);
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.asString() : JsonText.write(value);
  }
}
