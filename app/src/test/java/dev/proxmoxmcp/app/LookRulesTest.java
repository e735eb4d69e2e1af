package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules about looks, as whoever writes a policy meets them. */
class LookRulesTest {
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

  @Test
  void a_guest_whose_details_a_rule_denies_is_listed_and_not_shown() throws IOException {
    String rule = "- deny: {tier: read, guest: 101}\n      because: payroll";

    CommandRun denied = call(rule, "guest_get", "guest=101");

    assertThat(denied.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(denied.err() + denied.out())
        .contains("the policy forbids to look at this", "payroll")
        .doesNotContain("cores");
    assertThat(asked("/nodes/pve1/qemu/101/")).isEmpty();
    assertThat(call(rule, "guest_get", "guest=102").exitCode()).isZero();
    assertThat(call(rule, "guest_list").out()).contains("101");
  }

  @Test
  void a_rule_about_tags_and_pools_is_asked_with_those_of_the_guest() throws IOException {
    String rule = "- deny: {tier: read, tag: prod}";

    assertThat(call(rule, "guest_get", "guest=101").exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(call(rule, "guest_get", "guest=203").exitCode()).isZero();
  }

  @Test
  void a_rule_that_asks_a_person_refuses_a_look_and_says_why() throws IOException {
    CommandRun asked = call("- ask: {tier: read, guest: 101}", "guest_get", "guest=101");

    assertThat(asked.exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
    assertThat(asked.err() + asked.out()).contains("looks are not planned");
  }

  @Test
  void the_raw_endpoint_and_the_tasks_of_a_guest_are_the_same_look() throws IOException {
    String rule = "- deny: {tier: read, guest: 101}";

    for (String path :
        List.of("/nodes/pve1/qemu/101/config", "/nodes/pve1/qemu/%31%30%31/config")) {
      assertThat(call(rule, "api_read", "path=" + path).exitCode()).as(path).isNotZero();
    }
    assertThat(asked("/nodes/pve1/qemu/101/")).isEmpty();
  }

  @Test
  void a_rule_about_another_caller_stops_nobody() throws IOException {
    String rule = "- deny: {tier: read, guest: 101, principal: \"token:*\"}";

    assertThat(call(rule, "guest_get", "guest=101").exitCode()).isZero();
  }

  private List<String> asked(String prefix) {
    return patient.cluster.requests().list().stream()
        .map(request -> request.apiPath())
        .filter(path -> path.startsWith(prefix))
        .toList();
  }

  private CommandRun call(String rule, String... words) throws IOException {
    patient.write("file:lab.token", "policy:\n  rules:\n    " + rule);
    return CommandRun.in(
        patient.environment,
        Stream.concat(Stream.of("call"), Arrays.stream(words)).toArray(String[]::new));
  }
}
