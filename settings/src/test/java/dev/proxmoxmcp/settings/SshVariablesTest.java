package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshVariablesTest {
  private static final String PIN = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

  @TempDir Path folder;
  private final List<String> problems = new ArrayList<>();

  private Optional<SshEntry> read(String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int index = 0; index < variables.length; index += 2) {
      environment.put(variables[index], variables[index + 1]);
    }
    return new SshVariables(environment, problems::add).read();
  }

  @Test
  void without_any_of_them_there_is_no_ssh() {
    assertThat(read("PROXMOX_HOST", "pve1", "PROXMOX_SSH_USER", " ")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void a_key_and_known_hosts_are_enough() {
    SshEntry ssh =
        read("PROXMOX_SSH_KEY_FILE", "/k", "PROXMOX_SSH_KNOWN_HOSTS", "/h").orElseThrow();

    assertThat(ssh.user()).isEqualTo("root");
    assertThat(ssh.keyFile()).isEqualTo(Path.of("/k"));
    assertThat(ssh.knownHosts()).isEqualTo(Path.of("/h"));
    assertThat(ssh.port()).isEqualTo(22);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r-----, can be read by others",
    "rw-r--r--, can be read by others",
    "rw--w----, can be changed by others"
  })
  void a_key_that_is_open_to_others_is_refused_with_the_command_that_mends_it(
      String rights, String open) throws IOException {
    Path key = key(rights);

    read("PROXMOX_SSH_KEY_FILE", key.toString(), "PROXMOX_SSH_HOST_KEY", PIN);

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("PROXMOX_SSH_KEY_FILE: the file " + key + " " + open)
        .contains("`chmod 600 " + key + "`");
  }

  @Test
  void a_key_of_its_owner_alone_is_taken() throws IOException {
    String key = key("rw-------").toString();

    assertThat(read("PROXMOX_SSH_KEY_FILE", key, "PROXMOX_SSH_HOST_KEY", PIN)).isPresent();
    assertThat(problems).isEmpty();
  }

  private Path key(String rights) throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "no key at all");
    return Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(rights));
  }

  @Test
  void pins_user_port_and_nodes_are_read() {
    SshEntry ssh =
        read(
                "PROXMOX_SSH_KEY_FILE",
                "/k",
                "PROXMOX_SSH_HOST_KEY",
                PIN + ", " + PIN,
                "PROXMOX_SSH_USER",
                "mcp",
                "PROXMOX_SSH_PORT",
                "2222",
                "PROXMOX_SSH_NODES",
                "pve1=10.0.0.1, pve2=10.0.0.2:22")
            .orElseThrow();

    assertThat(ssh.hostKeys()).containsExactly(PIN, PIN);
    assertThat(ssh.knownHosts()).isNull();
    assertThat(ssh.user()).isEqualTo("mcp");
    assertThat(ssh.port()).isEqualTo(2222);
    assertThat(ssh.addresses()).isEqualTo(Map.of("pve1", "10.0.0.1", "pve2", "10.0.0.2:22"));
  }

  @Test
  void what_is_missing_or_twice_is_told() {
    assertThat(read("PROXMOX_SSH_USER", "root")).isEmpty();
    assertThat(problems)
        .anySatisfy(problem -> assertThat(problem).contains("PROXMOX_SSH_KEY_FILE is missing"))
        .anySatisfy(problem -> assertThat(problem).contains("PROXMOX_SSH_HOST_KEY"));

    problems.clear();
    read(
        "PROXMOX_SSH_KEY_FILE", "/k", "PROXMOX_SSH_KNOWN_HOSTS", "/h", "PROXMOX_SSH_HOST_KEY", PIN);
    assertThat(problems).singleElement().asString().contains("two answers to one question");
  }

  @Test
  void a_port_or_a_node_that_is_none_is_told() {
    read(
        "PROXMOX_SSH_KEY_FILE",
        "/k",
        "PROXMOX_SSH_KNOWN_HOSTS",
        "/h",
        "PROXMOX_SSH_PORT",
        "ssh",
        "PROXMOX_SSH_NODES",
        "pve1");

    assertThat(problems)
        .anySatisfy(problem -> assertThat(problem).startsWith("PROXMOX_SSH_PORT: \"ssh\""))
        .anySatisfy(problem -> assertThat(problem).startsWith("PROXMOX_SSH_NODES: \"pve1\""));
  }
}
