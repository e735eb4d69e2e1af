package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.guard.command.NamedCommand;
import dev.proxmoxmcp.guard.policy.ConditionKey;
import dev.proxmoxmcp.guard.rate.RateLimits;
import dev.proxmoxmcp.settings.AuditEntry;
import dev.proxmoxmcp.settings.ServerEntry;
import dev.proxmoxmcp.settings.TelemetryEntry;
import dev.proxmoxmcp.settings.key.Keys;
import dev.proxmoxmcp.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code policy show} and {@code policy test}, and the policies that are given as examples. */
class PolicyCommandTest {
  private static final Path EXAMPLES = Path.of("..", "examples", "policies");
  private static final List<String> TEAM_TEST =
      List.of("policy", "test", "--at", "2026-11-30T10:30+01:00", "--cluster", "prod");

  @TempDir Path folder;

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_is_read_and_shown_like_this(Path example) throws IOException {
    CommandRun run = run(example, List.of("policy", "show"));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    String name = String.valueOf(example.getFileName()).replace(".yaml", ".txt");
    Golden.check("policy-show-" + name, run.out());
    assertThat(Files.readString(example))
        .startsWith("# yaml-language-server: $schema=../../docs/settings.schema.json\n");
  }

  @Test
  void there_are_three_examples() throws IOException {
    assertThat(examples()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allowed     | --tool guest_power --tier change --guest 201 --pool web",
        "needs       | --tool guest_power --tier change --guest 201 --pool db",
        "protected   | --tool guest_power --tier change --guest 201 --pool web --name DC-1",
        "denied      | --principal token:night-shift --tool guest_delete --tier destroy --guest"
            + " 101",
        "unknown     | --tool api_write --tier exec --unknown-guests --path /nodes/pve1/stopall",
        "by-allow    | --allow destroy --tool guest_delete --tier destroy --guest 200 --name x"
      })
  void which_rule_decides_is_told_with_those_before_it(String name, String options)
      throws IOException {
    List<String> arguments =
        Stream.concat(TEAM_TEST.stream(), Arrays.stream(options.split(" "))).toList();

    CommandRun run = run(EXAMPLES.resolve("operations-team.yaml"), arguments);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    Golden.check("policy-test-" + name + ".txt", run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tool x                               | Missing required option: '--tier",
        "--tier everything                      | unknown tier 'everything'",
        "--tier change --tag lab                | Name the guest with --guest VMID too.",
        "--tier change --at yesterday           | --at takes a date, a time and an offset"
      })
  void what_cannot_be_tested_is_told(String options, String told) throws IOException {
    CommandRun run =
        run(
            EXAMPLES.resolve("homelab.yaml"),
            Stream.concat(Stream.of("policy", "test"), Arrays.stream(options.split(" "))).toList());

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(told);
  }

  @Test
  void patterns_that_are_none_are_told_all_at_once_with_their_places() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            version: 1
            clusters: {lab: {host: pve1, token-id: mcp@pve!a, token-value: env:T}}
            policy:
              host-guest: attic/105
              protected: [200-100]
              rules:
                - deny: {tier: all, time: always}
                - allow: {tier: change, cluster: lba}
                - ask: {path: nodes/*}
              commands:
                free: {run: [bash, -c, "{line}"], arguments: {line: word}}
                tail: {run: [tail, "{file}"], arguments: {file: anything}}
            """);

    CommandRun run =
        CommandRun.in(
            Map.of("T", Settings.SECRET), "settings", "check", "--config", file.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    Golden.check("policy-check.txt", run.err().replace(folder.toString(), "FOLDER").strip());
  }

  @Test
  void rates_and_times_that_are_documented_are_those_that_count() {
    RateLimits.DEFAULT.forEach((tier, rate) -> {
      String path = "policy.rates." + tier.label();
      assertThat(Keys.get(path + ".per-minute").otherwise())
          .isEqualTo(Integer.toString(rate.perMinute()));
      assertThat(Keys.get(path + ".burst").otherwise()).isEqualTo(Integer.toString(rate.burst()));
    });
    Configuration nothing =
        new Configuration(
            new dev.proxmoxmcp.settings.Settings(
                ServerEntry.NONE, AuditEntry.NONE, TelemetryEntry.NONE, List.of(), Set.of()),
            List.of());
    assertThat(nothing.rates()).isEqualTo(RateLimits.DEFAULT);
    assertThat(nothing.taint())
        .isEqualTo(Duration.ofMinutes(Long.parseLong(Keys.get("policy.taint").otherwise())));
    assertThat(nothing.commands().commands()).isEmpty();
    assertThat(Keys.get("policy.commands.*.tag").otherwise()).isEqualTo(NamedCommand.TAG);
  }

  @Test
  void what_rules_can_ask_for_is_the_same_for_settings_and_guard() {
    for (String effect : List.of("deny", "ask", "allow")) {
      assertThat(Keys.get("policy.rules.*." + effect).form().words())
          .isEqualTo(Arrays.stream(ConditionKey.values()).map(ConditionKey::label).toList());
    }
  }

  private static CommandRun run(Path example, List<String> arguments) {
    Map<String, String> environment = new HashMap<>();
    for (String name : List.of("HOME_TOKEN", "PROD_TOKEN", "LAB_TOKEN")) {
      environment.put(name, Settings.SECRET);
    }
    environment.put("PROXMOX_MCP_CONFIG", example.toString());
    return CommandRun.in(environment, arguments.toArray(String[]::new));
  }
}
