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
  @TempDir private Path folder;

  private MemoryLimit limit(String text) throws IOException {
    return new MemoryLimit(
        List.of(folder.resolve("none"), Files.writeString(folder.resolve("memory.max"), text)));
  }

  @Test
  void what_is_too_little_is_named_with_what_would_do() throws IOException {
    assertThat(limit("67108864\n").objection())
        .hasValue(
            "This process may use only 64 MiB of memory, and a server takes more than 128 MiB:"
                + " raise the limit of its container or service to 256 MiB.");
  }

  @Test
  void a_server_with_too_little_says_so_instead_of_being_ended() throws IOException {
    assertThatThrownBy(() -> new Surroundings(Map.of(), limit("67108864\n")).check())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("only 64 MiB");
  }

  @Test
  void enough_or_none_is_no_objection() throws IOException {
    for (String text : List.of("268435456\n", "134217728", "max\n", "", "9223372036854771712")) {
      assertThat(limit(text).objection()).as(text).isEmpty();
    }
    assertThat(new MemoryLimit(List.of(folder.resolve("none"))).objection()).isEmpty();
  }
}
