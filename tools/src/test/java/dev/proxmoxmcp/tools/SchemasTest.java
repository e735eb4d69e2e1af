package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.argument.Arguments;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SchemasTest {
  @Test
  void the_kept_schemas_are_those_of_the_records() {
    Golden.check(
        Path.of("src/main/resources/dev/proxmoxmcp/tools", Schemas.FILE), Schemas.derived());
  }

  @Test
  void every_tool_is_shown_with_its_own_schema_which_is_nobody_elses_to_change() {
    Schemas schemas = Schemas.kept();
    for (ProxmoxTool<?> tool : ToolCatalog.ALL) {
      schemas.of(tool).removeAll();
      assertThat(schemas.of(tool)).isEqualTo(Arguments.of(tool.arguments()).schema());
    }
  }
}
