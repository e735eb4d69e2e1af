package dev.proxmoxmcp.app.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.HttpAddress;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.mcp.transport.http.HttpLimits;
import dev.proxmoxmcp.settings.key.Key;
import dev.proxmoxmcp.settings.key.Keys;
import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is published about the settings comes from the keys that the program reads. */
class SettingsReferenceTest {
  private static final Path DOCS = Path.of("..", "docs");

  @Test
  void the_published_schema_is_that_of_the_program() {
    Golden.check(DOCS.resolve("settings.schema.json"), SettingsSchema.schema().toPrettyString());
  }

  @Test
  void the_example_names_the_schema() throws IOException {
    assertThat(Files.readString(Path.of("..", "examples", "settings.yaml")))
        .startsWith("# yaml-language-server: $schema=../docs/settings.schema.json\n");
  }

  @Test
  void every_key_stands_in_the_schema_with_its_meaning() {
    JsonNode schema = SettingsSchema.schema();

    assertThat(Keys.ALL)
        .allSatisfy(key -> {
          String pointer =
              "/properties/"
                  + key.path()
                      .replace("rules.*.", "rules/items/properties/")
                      .replaceAll(
                          "(clusters|commands)\\.\\*\\.", "$1/additionalProperties/properties/")
                      .replace(".", "/properties/");
          assertThat(schema.at(pointer).path("description").asString("")).isNotBlank();
        });
  }

  @Test
  void defaults_and_words_are_those_that_the_program_takes() {
    assertThat(Keys.get("http.address").otherwise()).isEqualTo(HttpAddress.DEFAULT);
    Map<String, Integer> limits =
        Keys.ALL.stream()
            .filter(key -> key.section().equals("http.limits"))
            .collect(Collectors.toMap(Key::name, key -> Integer.valueOf(key.otherwise())));
    assertThat(limits)
        .containsEntry("connections", HttpLimits.Counts.DEFAULT.connections())
        .containsEntry("requests", HttpLimits.Counts.DEFAULT.requests())
        .containsEntry("sessions", HttpLimits.Counts.DEFAULT.sessions())
        .containsEntry("sessions-of-one", HttpLimits.Counts.DEFAULT.sessionsOfOne())
        .containsEntry("head-bytes", HttpLimits.Counts.DEFAULT.headBytes())
        .containsEntry("head-seconds", (int) HttpLimits.Times.DEFAULT.head().toSeconds())
        .containsEntry("body-seconds", (int) HttpLimits.Times.DEFAULT.body().toSeconds())
        .containsEntry("idle-seconds", (int) HttpLimits.Times.DEFAULT.idle().toSeconds())
        .containsEntry("session-minutes", (int) HttpLimits.Times.DEFAULT.session().toMinutes())
        .containsEntry("streams", HttpLimits.Counts.DEFAULT.streams())
        .hasSize(10);
    assertThat(Keys.get("allow").form().words())
        .isEqualTo(Arrays.stream(Tier.values()).map(Tier::label).toList());
  }
}
