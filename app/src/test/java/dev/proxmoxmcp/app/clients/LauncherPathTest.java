package dev.proxmoxmcp.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherPathTest {
  @TempDir Path folder;

  private Path program(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void an_image_is_started_by_the_command_beside_its_java() throws IOException {
    Path java = program("opt/proxmox-mcp/bin/java");
    Path command = program("opt/proxmox-mcp/bin/proxmox-mcp");

    assertThat(LauncherPath.find(Optional.of(java), folder, "")).isEqualTo(command.toString());
  }

  @Test
  void a_checkout_is_started_by_its_launcher_whatever_image_that_has_made() throws IOException {
    Path java = program("checkout/.program/image-1/bin/java");
    program("checkout/.program/image-1/bin/proxmox-mcp");
    Path launcher = program("checkout/proxmox-mcp");

    assertThat(LauncherPath.find(Optional.of(java), folder, "")).isEqualTo(launcher.toString());
  }

  @Test
  void a_checkout_that_has_no_image_yet_is_started_by_its_launcher() throws IOException {
    Path java = program("jdk-25/bin/java");
    Path launcher = program("checkout/proxmox-mcp");
    Path modules = folder.resolve("checkout/.program/program-1");

    assertThat(LauncherPath.find(Optional.of(java), folder, modules.toString()))
        .isEqualTo(launcher.toString());
  }

  @Test
  void modules_of_elsewhere_name_no_launcher() throws IOException {
    program("elsewhere/proxmox-mcp");
    Path modules = folder.resolve("elsewhere/target/modules");

    assertThat(LauncherPath.find(Optional.empty(), folder, modules.toString()))
        .isEqualTo("proxmox-mcp");
  }

  @Test
  void a_process_that_does_not_tell_its_command_is_found_by_its_runtime() throws IOException {
    Path command = program("image/bin/proxmox-mcp");

    assertThat(LauncherPath.find(Optional.empty(), folder.resolve("image"), ""))
        .isEqualTo(command.toString());
  }

  @Test
  void without_any_the_name_must_do() {
    assertThat(LauncherPath.find(Optional.empty(), folder, "")).isEqualTo("proxmox-mcp");
  }
}
