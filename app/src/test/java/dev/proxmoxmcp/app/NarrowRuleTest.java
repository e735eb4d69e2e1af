package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule that a refusal names does what it says, and no more. */
class NarrowRuleTest {
  private static final Pattern RULE = Pattern.compile("`(- allow: \\{[^}]*})` in policy\\.rules");

  @TempDir private Path home;
  private Patient patient;

  @BeforeEach
  void start() throws IOException {
    patient = Patient.byFile(home);
  }

  @AfterEach
  void stop() {
    patient.close();
  }

  /**
   * A call, and others that are of its tier.
   *
   * @param others none of which its rule may allow
   */
  record Case(List<String> words, List<List<String>> others) {}

  static Stream<Case> calls() {
    return Stream.of(
        new Case(
            List.of("guest_power", "guests=101,102", "action=stop"),
            List.of(
                List.of("guest_power", "guests=103", "action=stop"),
                List.of("guest_power", "guests=101,103", "action=stop"),
                api("POST /nodes/pve1/qemu/101/status/stop"))),
        new Case(
            List.of("snapshot_create", "guests=101"),
            List.of(
                List.of("snapshot_create", "guests=102"),
                List.of("guest_power", "guests=101", "action=shutdown"))),
        new Case(
            api("DELETE /nodes/pve1/qemu/101/snapshot/before"),
            List.of(
                api("DELETE /nodes/pve1/qemu/101/snapshot/after"),
                api("DELETE /nodes/pve2/qemu/102/snapshot/before"))),
        new Case(
            api("POST /nodes/pve1/qemu/101/status/suspend"),
            List.of(
                api("POST /nodes/pve1/qemu/101/status/shutdown"),
                api("POST /nodes/pve1/qemu/100/status/suspend"))));
  }

  private static List<String> api(String endpoint) {
    return List.of("api_write", "endpoint=" + endpoint);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void the_rule_that_a_refusal_names_allows_the_call_and_no_other(Case one) throws IOException {
    call("- allow: {tier: change}", List.of("snapshot_create", "guests=101", "name=before"));
    String rule = rule(call("", one.words()));

    for (List<String> other : one.others()) {
      refused(call(rule, other));
    }
    CommandRun done = call(rule, one.words());
    assertThat(done.exitCode()).as(done.err()).isZero();
  }

  @Test
  void what_can_reach_any_guest_is_allowed_by_its_path_and_not_the_whole_api() throws IOException {
    patient.close();
    patient = Patient.byFile(home.resolve("small"), Patient.usual().guests(4));

    String rule = rule(call("", api("POST /nodes/pve1/startall")));

    assertThat(rule).endsWith("path: /nodes/pve1/startall}");
    refused(call(rule, api("POST /nodes/pve2/startall")));
    refused(call(rule, api("POST /nodes/pve1/qemu/101/status/suspend")));
    CommandRun done = call(rule, api("POST /nodes/pve1/startall"));
    assertThat(done.exitCode()).as(done.err()).isZero();
  }

  /** It would allow all that root can do in the guest. */
  @Test
  void of_a_command_no_rule_is_named() throws IOException {
    List<String> agent = List.of("parameters={\"command\":[\"id\"]}");

    CommandRun command = call("", List.of("guest_exec", "guest=101", "command=id"));
    CommandRun sameByApi =
        call(
            "",
            Stream.concat(api("POST /nodes/pve1/qemu/101/agent/exec").stream(), agent.stream())
                .toList());

    refused(command);
    assertThat(command.err()).contains("policy.commands").doesNotContain("policy.rules");
    refused(sameByApi);
    assertThat(sameByApi.err()).contains("--allow read,exec").doesNotContain("policy.rules");
  }

  private static String rule(CommandRun refused) {
    refused(refused);
    Matcher rule = RULE.matcher(refused.err());
    assertThat(rule.find()).as(refused.err()).isTrue();
    return rule.group(1);
  }

  /** By the rules, and not by Proxmox. */
  private static void refused(CommandRun run) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(run.err()).contains("it needs a person's yes (");
  }

  @Test
  void where_a_rule_would_fit_too_much_the_tier_alone_is_named() throws IOException {
    CommandRun refused =
        call("", List.of("guest_power", "guests=101,102,103,200,201,202", "action=shutdown"));

    assertThat(refused.err())
        .contains("without asking: all of tier change with `--allow read,change`.")
        .doesNotContain("policy.rules");
  }

  private CommandRun call(String rule, List<String> words) throws IOException {
    patient.write("file:lab.token", rule.isEmpty() ? "" : "policy:\n  rules:\n    " + rule);
    return CommandRun.in(
        patient.environment,
        Stream.concat(Stream.of("call"), words.stream()).toArray(String[]::new));
  }
}
