package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SshVariablesTest {
  private static final String PIN = "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU";

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
