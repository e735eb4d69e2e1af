package dev.proxmoxmcp.settings;

import static dev.proxmoxmcp.settings.SettingsFolder.SECRET;
import static dev.proxmoxmcp.settings.SettingsFolder.TWO;
import static dev.proxmoxmcp.settings.SettingsFolder.environment;
import static dev.proxmoxmcp.settings.SettingsFolder.lab;
import static dev.proxmoxmcp.settings.SettingsFolder.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings file counts, whose it may be, and what may be said beside it. */
class SettingsPlaceTest {
  private final SettingsFolder folder;

  SettingsPlaceTest(@TempDir Path folder) {
    this.folder = new SettingsFolder(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-r--", "rw-r--rw-"})
  void a_file_that_others_can_change_is_refused(String rights) throws IOException {
    Files.writeString(folder.file(), lab());
    Files.setPosixFilePermissions(folder.file(), PosixFilePermissions.fromString(rights));

    assertThatThrownBy(() -> read(folder.file(), environment()))
        .hasMessageContaining("can be changed by others")
        .hasMessageContaining("chmod go-w " + folder.file());
  }

  @Test
  void a_file_that_is_not_there_or_a_folder_is_told() {
    assertThatThrownBy(() -> read(folder.file(), environment()))
        .hasMessage(folder.file() + ": this settings file does not exist.");
    assertThatThrownBy(() -> read(folder.path(), environment()))
        .hasMessage(folder.path() + ": this is a folder; name the file in it.");
  }

  @Test
  void the_command_line_goes_before_the_variable_and_that_before_the_usual_places()
      throws IOException {
    Map<String, String> environment = environment();
    environment.put("HOME", folder.path().toString());
    Path mac = place("Library/Application Support/proxmox-mcp/settings.yaml");
    assertThat(SettingsFile.find(null, environment)).contains(mac);
    Path home = place(".config/proxmox-mcp/settings.yaml");
    assertThat(SettingsFile.find(null, environment)).contains(home);
    environment.put("XDG_CONFIG_HOME", folder.path().resolve("xdg").toString());
    Path xdg = place("xdg/proxmox-mcp/settings.yaml");
    assertThat(SettingsFile.find(null, environment)).contains(xdg);
    environment.put(SettingsFile.VARIABLE, "/by/variable.yaml");
    assertThat(SettingsFile.find(null, environment)).contains(Path.of("/by/variable.yaml"));
    assertThat(SettingsFile.find("/by/line.yaml", environment)).contains(Path.of("/by/line.yaml"));
  }

  @Test
  void none_means_no_file_wherever_one_stands_unless_the_command_line_names_one()
      throws IOException {
    Map<String, String> environment = environment();
    environment.put("HOME", folder.path().toString());
    place(".config/proxmox-mcp/settings.yaml");
    place("Library/Application Support/proxmox-mcp/settings.yaml");
    environment.put(SettingsFile.VARIABLE, "none");

    assertThat(SettingsFile.find(null, environment)).isEmpty();
    assertThat(SettingsFile.passedOver(null, environment)).isEmpty();
    assertThat(SettingsFile.find("/by/line.yaml", environment)).contains(Path.of("/by/line.yaml"));
  }

  @Test
  void a_folder_that_is_relative_to_the_working_folder_is_no_place_for_settings() {
    assertThat(SettingsFile.find(null, Map.of("XDG_CONFIG_HOME", ".", "HOME", "src"))).isEmpty();
  }

  @Test
  void the_variables_of_one_host_beside_a_file_are_taken_if_they_say_the_same() throws IOException {
    Map<String, String> environment = environment();
    environment.put("PROXMOX_HOST", "pve1");
    environment.put("PROXMOX_USER", "mcp@pve");
    environment.put("PROXMOX_TOKEN_NAME", "a");
    environment.put("PROXMOX_TOKEN_VALUE", SECRET);
    Files.writeString(folder.file(), lab());
    assertThat(read(folder.file(), environment)).hasSize(1);

    environment.put("PROXMOX_PORT", "443");
    environment.put("PROXMOX_USER", "root@pam");
    environment.put("PROXMOX_TOKEN_VALUE", "another-secret");
    environment.put("PROXMOX_FINGERPRINT", "AA");
    assertThatThrownBy(() -> read(folder.file(), environment))
        .hasMessageContaining(
            "PROXMOX_HOST says pve1:443 and "
                + folder.file()
                + " says pve1:8006; keep one of them.")
        .hasMessageContaining("PROXMOX_USER and PROXMOX_TOKEN_NAME say root@pam!a")
        .hasMessageContaining("PROXMOX_TOKEN_VALUE holds another secret")
        .hasMessageContaining("PROXMOX_FINGERPRINT says otherwise")
        .hasMessageNotContaining("another-secret");
  }

  @Test
  void variables_that_would_be_ignored_beside_a_file_are_refused() throws IOException {
    folder.secretFile("attic.token", "rw-------");
    Map<String, String> environment = environment();
    environment.put("PROXMOX_VERIFY_SSL", "false");
    Files.writeString(folder.file(), TWO);

    assertThatThrownBy(() -> read(folder.file(), environment))
        .hasMessageContaining("PROXMOX_VERIFY_SSL is set, and " + folder.file())
        .hasMessageContaining("configures several clusters; one of the two would be ignored.");
  }

  private Path place(String path) throws IOException {
    Path file = folder.path().resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, lab());
  }
}
