package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSettingsTest {
  private static final String SECRET = "11111111-2222-3333-4444-555555555555";

  @TempDir Path folder;

  @Test
  void four_variables_are_enough() {
    ClusterEntry cluster = EnvironmentSettings.read(complete());

    assertThat(cluster.name()).isNull();
    assertThat(cluster.endpoints())
        .containsExactly(new ClusterEntry.Endpoint("pve1.example.org", 8006));
    assertThat(cluster.login())
        .isEqualTo(ClusterEntry.Login.token("mcp@pve!assistant", Secret.of(SECRET)));
    assertThat(cluster.trust()).isEqualTo(new TrustSettings.SystemAuthorities());
  }

  @Test
  void a_backup_server_has_a_port_of_its_own() {
    ClusterEntry server = EnvironmentSettings.read(with("PROXMOX_KIND", "pbs"));

    assertThat(server.login().kind()).isEqualTo(ClusterEntry.Kind.PBS);
    assertThat(server.endpoints().getFirst().port()).isEqualTo(8007);
    assertThatThrownBy(() -> EnvironmentSettings.read(with("PROXMOX_KIND", "pmg")))
        .hasMessageContaining("PROXMOX_KIND: \"pmg\" is not pve (Proxmox VE, the default) or pbs");
  }

  @Test
  void settings_are_printed_without_the_secret() {
    assertThat(EnvironmentSettings.read(complete()).toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "pve1, pve1, 8006",
    "pve1:443, pve1, 443",
    "https://pve1.lan:8006/, pve1.lan, 8006",
    "HTTPS://pve1/#v1:0, pve1, 8006",
    "192.0.2.7, 192.0.2.7, 8006",
    "fd00::7, fd00::7, 8006",
    "[fd00::7]:8007, fd00::7, 8007"
  })
  void an_address_may_be_written_as_people_paste_it(String text, String host, int port) {
    assertThat(EnvironmentSettings.read(with("PROXMOX_HOST", text)).endpoints())
        .containsExactly(new ClusterEntry.Endpoint(host, port));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1]8006", "[pve1]:8006", "[::1", "pve 1"})
  void what_is_no_host_is_named_as_it_was_written(String text) {
    assertThatThrownBy(() -> EnvironmentSettings.read(with("PROXMOX_HOST", text)))
        .hasMessage("PROXMOX_HOST: \"" + text + "\" is not a host name or an address.");
  }

  @Test
  void a_path_behind_a_host_is_not_dropped_in_silence() {
    assertThatThrownBy(() -> EnvironmentSettings.read(with("PROXMOX_HOST", "pve1/api2/../x")))
        .hasMessage("PROXMOX_HOST: \"pve1/api2/../x\" is not a host name or an address.");
  }

  @Test
  void without_a_host_the_message_shows_what_to_set_and_that_there_is_a_demo() {
    assertThatThrownBy(() -> EnvironmentSettings.read(Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "No Proxmox host is configured. The simplest way: run `proxmox-mcp init`")
        .hasMessageContaining("PROXMOX_TOKEN_VALUE_FILE=")
        .hasMessageContaining("proxmox-mcp demo");
  }

  @Test
  void every_problem_is_named_at_once() {
    assertThatThrownBy(() ->
            EnvironmentSettings.read(
                Map.of(
                    "PROXMOX_HOST", "pve 1",
                    "PROXMOX_PORT", "80060",
                    "PROXMOX_VERIFY_SSL", "maybe")))
        .hasMessage(
            """
            PROXMOX_PORT: "80060" is not a port; accepted are 1 to 65535.
            PROXMOX_HOST: "pve 1" is not a host name or an address.
            PROXMOX_TOKEN_NAME is missing.
            PROXMOX_USER is missing.
            PROXMOX_TOKEN_VALUE_FILE (a file with the token's secret) or PROXMOX_TOKEN_VALUE is missing.
            PROXMOX_VERIFY_SSL: "maybe" is neither true nor false.\
            """);
  }

  @Test
  void the_whole_token_id_may_stand_in_the_token_name() {
    Map<String, String> environment = with("PROXMOX_TOKEN_NAME", "mcp@pve!assistant");
    environment.remove("PROXMOX_USER");

    assertThat(EnvironmentSettings.read(environment).login().id()).isEqualTo("mcp@pve!assistant");
  }

  @Test
  void a_token_of_another_user_is_refused() {
    assertThatThrownBy(
            () -> EnvironmentSettings.read(with("PROXMOX_TOKEN_NAME", "root@pam!assistant")))
        .hasMessageContaining("another user than PROXMOX_USER (mcp@pve)");
  }

  @Test
  void one_port_in_two_places_with_different_values_is_refused() {
    Map<String, String> environment = with("PROXMOX_HOST", "pve1:443");
    environment.put("PROXMOX_PORT", "8006");

    assertThatThrownBy(() -> EnvironmentSettings.read(environment))
        .hasMessage("PROXMOX_PORT is 8006 but PROXMOX_HOST says 443; keep one of them.");
  }

  @Test
  void plain_http_is_refused() {
    assertThatThrownBy(() -> EnvironmentSettings.read(with("PROXMOX_HOST", "http://pve1")))
        .hasMessage("PROXMOX_HOST: Proxmox speaks https only; remove the \"http://\".");
  }

  @Test
  void the_secret_may_stand_in_a_file_that_only_its_owner_reads() throws IOException {
    Map<String, String> environment = withSecretFile("rw-------", SECRET + "\n");

    assertThat(EnvironmentSettings.read(environment).login().secret()).isEqualTo(Secret.of(SECRET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--"})
  void a_secret_file_that_others_can_read_is_refused_with_the_command_that_mends_it(String rights)
      throws IOException {
    Map<String, String> environment = withSecretFile(rights, SECRET);

    assertThatThrownBy(() -> EnvironmentSettings.read(environment))
        .hasMessageContaining("can be read by others")
        .hasMessageContaining("chmod 600 " + folder.resolve("token"));
  }

  @Test
  void a_file_that_systemd_delivers_may_be_readable_but_not_writable_by_others()
      throws IOException {
    Map<String, String> environment = withSecretFile("r--r-----", SECRET);
    environment.put("CREDENTIALS_DIRECTORY", folder.toString());

    assertThat(EnvironmentSettings.read(environment).login().secret()).isEqualTo(Secret.of(SECRET));

    Map<String, String> writable = withSecretFile("rw-rw----", SECRET);
    writable.put("CREDENTIALS_DIRECTORY", folder.toString());
    assertThatThrownBy(() -> EnvironmentSettings.read(writable))
        .hasMessageContaining("can be changed by others");
  }

  @Test
  void an_absent_or_empty_secret_file_is_named() throws IOException {
    assertThatThrownBy(() -> EnvironmentSettings.read(withSecretFile("rw-------", " \n")))
        .hasMessageContaining("is empty");

    Files.delete(folder.resolve("token"));
    Map<String, String> environment = complete();
    environment.remove("PROXMOX_TOKEN_VALUE");
    environment.put("PROXMOX_TOKEN_VALUE_FILE", folder.resolve("token").toString());
    assertThatThrownBy(() -> EnvironmentSettings.read(environment))
        .hasMessageContaining("PROXMOX_TOKEN_VALUE_FILE: the file " + folder.resolve("token"))
        .hasMessageContaining("does not exist");
  }

  @Test
  void a_secret_in_two_places_with_different_values_is_refused_and_shows_neither()
      throws IOException {
    Map<String, String> environment = withSecretFile("rw-------", "another-secret");
    environment.put("PROXMOX_TOKEN_VALUE", SECRET);

    assertThatThrownBy(() -> EnvironmentSettings.read(environment))
        .hasMessageContaining("hold different secrets")
        .hasMessageNotContaining(SECRET)
        .hasMessageNotContaining("another-secret");
  }

  @Test
  void fingerprints_are_taken_one_or_two_by_comma() {
    assertThat(EnvironmentSettings.read(with("PROXMOX_FINGERPRINT", "AA:BB, CC:DD")).trust())
        .isEqualTo(new TrustSettings.Fingerprints(List.of("AA:BB", "CC:DD")));
    assertThatThrownBy(() -> EnvironmentSettings.read(with("PROXMOX_FINGERPRINT", "A,B,C")))
        .hasMessageContaining("at most two");
  }

  @Test
  void an_authority_file_and_a_fingerprint_together_are_refused() {
    Map<String, String> environment = with("PROXMOX_FINGERPRINT", "AA:BB");
    environment.put("PROXMOX_CA_FILE", "/etc/ca.pem");

    assertThatThrownBy(() -> EnvironmentSettings.read(environment))
        .hasMessageContaining("keep one of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "0", "no", "off", "FALSE"})
  void asking_for_no_verification_is_told_apart_and_never_means_trust(String off) {
    assertThat(EnvironmentSettings.read(with("PROXMOX_VERIFY_SSL", off)).trust())
        .isEqualTo(new TrustSettings.VerificationOff());
  }

  @Test
  void a_pin_and_the_wish_for_no_verification_contradict_each_other() {
    Map<String, String> environment = with("PROXMOX_VERIFY_SSL", "false");
    environment.put("PROXMOX_FINGERPRINT", "AA:BB");

    assertThatThrownBy(() -> EnvironmentSettings.read(environment))
        .hasMessageContaining("PROXMOX_VERIFY_SSL=false contradicts PROXMOX_FINGERPRINT");
  }

  @Test
  void a_folder_is_not_taken_for_a_file() {
    Map<String, String> environment = complete();
    environment.remove("PROXMOX_TOKEN_VALUE");
    environment.put("PROXMOX_TOKEN_VALUE_FILE", folder.toString());

    assertThatThrownBy(() -> EnvironmentSettings.read(environment))
        .hasMessageContaining("is a folder; name the file in it")
        .hasMessageNotContaining("chmod");
  }

  @Test
  void a_file_in_a_volume_of_kubernetes_may_be_readable_by_others() throws IOException {
    Path data = Files.createDirectory(folder.resolve("..2026_11_22_10_00_00.123"));
    Path file = Files.writeString(data.resolve("token"), SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
    Path link = Files.createSymbolicLink(folder.resolve("token"), Path.of("..data", "token"));
    Map<String, String> environment = complete();
    environment.remove("PROXMOX_TOKEN_VALUE");
    environment.put("PROXMOX_TOKEN_VALUE_FILE", link.toString());

    assertThat(EnvironmentSettings.read(environment).login().secret()).isEqualTo(Secret.of(SECRET));
  }

  private static Map<String, String> complete() {
    return new HashMap<>(
        Map.of(
            "PROXMOX_HOST", "pve1.example.org",
            "PROXMOX_USER", "mcp@pve",
            "PROXMOX_TOKEN_NAME", "assistant",
            "PROXMOX_TOKEN_VALUE", SECRET));
  }

  private static Map<String, String> with(String variable, String value) {
    Map<String, String> environment = complete();
    environment.put(variable, value);
    return environment;
  }

  private Map<String, String> withSecretFile(String rights, String content) throws IOException {
    Path file = folder.resolve("token");
    Files.deleteIfExists(file);
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    Map<String, String> environment = complete();
    environment.remove("PROXMOX_TOKEN_VALUE");
    environment.put("PROXMOX_TOKEN_VALUE_FILE", file.toString());
    return environment;
  }
}
