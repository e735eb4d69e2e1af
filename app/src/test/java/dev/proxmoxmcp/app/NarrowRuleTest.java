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

  static Stream<List<String>> calls() {
    return Stream.of(
        List.of("guest_power", "guests=101,102", "action=stop"),
        List.of("snapshot_create", "guests=101"),
        List.of("guest_exec", "guest=101", "command=id"),
        List.of("api_write", "endpoint=POST /nodes/pve1/qemu/101/status/suspend"));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void the_rule_that_a_refusal_names_allows_the_call(List<String> words) throws IOException {
    CommandRun refused = call("", words);

    assertThat(refused.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    Matcher rule = RULE.matcher(refused.err());
    assertThat(rule.find()).as(refused.err()).isTrue();
    CommandRun done = call(rule.group(1), words);
    assertThat(done.exitCode()).as(done.err()).isZero();
    CommandRun other = call(rule.group(1), List.of("guest_power", "guests=103", "action=stop"));
    assertThat(other.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
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
