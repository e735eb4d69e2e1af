package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryLimitTest {
  private static final String LITTLE = "67108864\n";
  private static final String MUCH = "1073741824\n";

  @TempDir private Path folder;

  private MemoryLimit limit() {
    return new MemoryLimit(folder.resolve("groups"), folder.resolve("own"));
  }

  private void own(String lines) throws IOException {
    Files.writeString(folder.resolve("own"), lines);
  }

  private void group(String file, String text) throws IOException {
    Path path = folder.resolve("groups").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void what_is_too_little_is_named_with_what_would_do() throws IOException {
    group("memory.max", LITTLE);

    assertThat(limit().objection())
        .hasValue(
            "This process may use only 64 MiB of memory, and a server takes more than 128 MiB:"
                + " raise the limit of its container or service to 256 MiB.");
  }

  @Test
  void a_server_with_too_little_says_so_instead_of_being_ended() throws IOException {
    group("memory.max", LITTLE);

    assertThatThrownBy(() -> new Surroundings(Map.of(), limit()).check())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("only 64 MiB");
  }

  @Test
  void a_service_of_a_host_has_a_group_of_its_own() throws IOException {
    own("0::/system.slice/proxmox-mcp.service\n");
    group("system.slice/proxmox-mcp.service/memory.max", LITTLE);
    group("system.slice/memory.max", MUCH);

    assertThat(limit().objection()).get().asString().contains("only 64 MiB");
  }

  @Test
  void the_groups_above_bind_it_too() throws IOException {
    own("0::/user.slice/user-1000.slice/app.scope\n");
    group("user.slice/user-1000.slice/app.scope/memory.max", "max\n");
    group("user.slice/memory.max", LITTLE);

    assertThat(limit().objection()).get().asString().contains("only 64 MiB");
  }

  @Test
  void the_first_version_is_looked_at_as_well() throws IOException {
    own("5:cpu,cpuacct:/elsewhere\n4:memory:/system.slice/a\n0::/\n");
    group("memory/system.slice/a/memory.limit_in_bytes", LITTLE);
    group("memory/memory.limit_in_bytes", "9223372036854771712\n");

    assertThat(limit().objection()).get().asString().contains("only 64 MiB");
  }

  @Test
  void a_container_that_is_told_the_path_of_its_host_has_the_uppermost() throws IOException {
    own("4:memory:/docker/0123456789ab\n");
    group("memory/memory.limit_in_bytes", LITTLE);

    assertThat(limit().objection()).get().asString().contains("only 64 MiB");
  }

  @Test
  void a_group_out_of_sight_is_no_file_elsewhere() throws IOException {
    own("0::/../../other\nno line of this kind\n");
    Files.createDirectories(folder.resolve("other"));
    Files.writeString(folder.resolve("other/memory.max"), LITTLE);

    assertThat(limit().objection()).isEmpty();
  }

  @Test
  void enough_or_none_is_no_objection() throws IOException {
    assertThat(limit().objection()).isEmpty();
    for (String text : List.of("268435456\n", "134217728", "max\n", "", "9223372036854771712")) {
      group("memory.max", text);
      assertThat(limit().objection()).as(text).isEmpty();
    }
  }
}
