package dev.proxmoxmcp.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.settings.ServerEntry.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code policy} of the settings file. */
class PolicySettingsTest {
  private static final String CLUSTER =
      "version: 1\nclusters: {lab: {host: pve1, token-id: mcp@pve!a, token-value: env:T}}\n";

  @TempDir Path folder;

  @Test
  void rules_are_read_with_their_places_and_what_they_ask() throws IOException {
    PolicyEntry policy =
        policy(
            """
            policy:
              rules:
                - deny: {tag: production, tier: [destroy, admin]}
                  because: ask the operators
                - allow:
                    tier: change
                    guest: [100-199, web-*]
                - ask: {}
            """);

    assertThat(policy.rules())
        .extracting(PolicyEntry.RuleEntry::effect)
        .containsExactly("deny", "allow", "ask");
    PolicyEntry.RuleEntry deny = policy.rules().getFirst();
    assertThat(deny.because()).isEqualTo("ask the operators");
    assertThat(deny.place()).endsWith("settings.yaml:5:7");
    assertThat(deny.conditions().keySet()).containsExactly("tag", "tier");
    assertThat(deny.conditions().get("tier"))
        .containsExactly(
            new Placed("destroy", file() + ":5:38: deny.tier"),
            new Placed("admin", file() + ":5:47: deny.tier"));
    assertThat(policy.rules().get(1).conditions().get("guest"))
        .extracting(Placed::text)
        .containsExactly("100-199", "web-*");
    assertThat(policy.rules().getLast().conditions()).isEmpty();
  }

  @Test
  void guests_rates_and_commands_are_read() throws IOException {
    PolicyEntry policy =
        policy(
            """
            policy:
              protected: [100, firewall]
              host-guest: lab/105
              taint: 0
              rates: {destroy: {per-minute: 2, burst: 1}, read: {burst: 9}}
              commands:
                tail:
                  run: [tail, -n, "{lines}", /var/log/syslog]
                  arguments: {lines: integer 1-100}
                  tag: logs
                  exempt: true
                bash: {run: [bash], shell: TRUE}
            """);

    assertThat(policy.guarded()).extracting(Placed::text).containsExactly("100", "firewall");
    assertThat(policy.hostGuest())
        .isEqualTo(new Placed("lab/105", file() + ":5:15: policy.host-guest"));
    assertThat(policy.taintMinutes()).isZero();
    assertThat(policy.rates())
        .isEqualTo(Map.of("destroy.per-minute", 2, "destroy.burst", 1, "read.burst", 9));
    assertThat(policy.commands().keySet()).containsExactly("tail", "bash");
    PolicyEntry.CommandEntry tail = Objects.requireNonNull(policy.commands().get("tail"));
    assertThat(tail.run())
        .extracting(Placed::text)
        .containsExactly("tail", "-n", "{lines}", "/var/log/syslog");
    assertThat(tail.arguments().get("lines")).extracting(Placed::text).isEqualTo("integer 1-100");
    assertThat(tail.exempt()).isTrue();
    assertThat(tail.shell()).isFalse();
    assertThat(policy.commands().get("bash"))
        .extracting(PolicyEntry.CommandEntry::shell)
        .isEqualTo(true);
  }

  @Test
  void without_the_section_nothing_is_said() throws IOException {
    assertThat(policy("")).isEqualTo(PolicyEntry.NONE);
  }

  @Test
  void variables_say_what_does_not_stand_in_lists() {
    PolicyEntry policy =
        Settings.read(
                Optional.empty(),
                Map.of(
                    "PROXMOX_HOST", "pve1",
                    "PROXMOX_USER", "mcp@pve",
                    "PROXMOX_TOKEN_NAME", "a",
                    "PROXMOX_TOKEN_VALUE", "11111111-2222-3333-4444-555555555555",
                    "PROXMOX_MCP_POLICY_HOST_GUEST", "pve1/105",
                    "PROXMOX_MCP_POLICY_PROTECTED", "100, dc-*",
                    "PROXMOX_MCP_POLICY_RATES_EXEC_BURST", "3"))
            .server()
            .policy();

    assertThat(policy.hostGuest())
        .isEqualTo(new Placed("pve1/105", "PROXMOX_MCP_POLICY_HOST_GUEST: policy.host-guest"));
    assertThat(policy.guarded()).extracting(Placed::text).containsExactly("100", "dc-*");
    assertThat(policy.rates()).isEqualTo(Map.of("exec.burst", 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{rules: {deny: {}}} | :3:17: rules takes a list, got a mapping.",
        "{rules: [deny]} | :3:18: rules takes a list of mappings, got a text in it.",
        "{rules: [{deny: {}, allow: {tier: read}}]} | a rule has exactly one of deny, ask and"
            + " allow",
        "{rules: [{because: x}]} | a rule has exactly one of deny, ask and allow",
        "{rules: [{alow: {tier: read}}]} | unknown key \"alow\"; did you mean allow?",
        "{rules: [{deny: production}]} | deny takes a mapping, got a text.",
        "{rules: [{deny: {tags: x}}]} | :3:26: unknown key \"tags\"; did you mean tag? Accepted:"
            + " principal, cluster, tool, tier, path, guest, pool, tag, time.",
        "{rules: [{allow: {tag: lab}}]} | :3:19: a rule that allows names what: write tier: change",
        "{rules: [{deny: {tag: []}}]} | tag is an empty list.",
        "{taint: soon} | :3:17: taint is a number from 0 to 1440.",
        "{rates: {read: {burst: 0}}} | burst is a number from 1 to 100000.",
        "{rates: {reads: {burst: 1}}} | unknown key \"reads\"; did you mean read?",
        "{rates: {read: {bursts: 1}}} | unknown key \"bursts\"; did you mean burst?",
        "{commands: {x: {arguments: {a: word}}}} | a command has a key run",
        "{commands: {x: {run: [a], exempt: yes}}} | exempt is true or false.",
        "{protect: 1} | unknown key \"protect\"; did you mean protected?"
      })
  void what_is_wrong_is_told_with_its_place_and_what_is_accepted(String section, String told) {
    assertThatThrownBy(() -> policy("policy: " + section + "\n"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(told);
  }

  @Test
  void everything_is_shown_with_its_place() throws IOException {
    write(
        """
        policy:
          rules:
            - deny: {tag: production, tier: [destroy, admin]}
          commands:
            up: {run: [uptime]}
        """);

    assertThat(Settings.show(Optional.of(folder.resolve("settings.yaml")), Map.of("T", "x-secret")))
        .filteredOn(shown -> shown.key().matches("policy\\.(rules|commands|taint).*"))
        .extracting(shown -> shown.key() + " = " + String.join(", ", shown.values()))
        .containsExactly(
            "policy.rules.1.deny = tag=production, tier=destroy, tier=admin",
            "policy.taint = 30",
            "policy.commands.up.run = uptime");
  }

  private PolicyEntry policy(String section) throws IOException {
    write(section);
    return Settings.read(Optional.of(folder.resolve("settings.yaml")), Map.of("T", "x-secret"))
        .server()
        .policy();
  }

  private String file() {
    return folder.resolve("settings.yaml").toString();
  }

  private void write(String section) throws IOException {
    Files.writeString(folder.resolve("settings.yaml"), CLUSTER + section);
  }
}
