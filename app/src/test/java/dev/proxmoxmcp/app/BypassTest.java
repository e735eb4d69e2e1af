package dev.proxmoxmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.app.ServedLab.Post;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Each way round the guard that other servers left open, with each tool that changes something:
 * nothing is sent. What a person approved is, once; without that these tests would prove nothing.
 */
class BypassTest {
  private static final String DENY = "deny: {cluster: lab, guest: 101}";
  private static final String YES = "{\"action\":\"accept\",\"content\":{\"confirm\":true}}";

  private static final String FAILED = "\"isError\":true";

  @TempDir private Path folder;

  static List<BypassSample> samples() {
    return BypassSample.all();
  }

  static List<BypassSample> ofGuests() {
    return samples().stream().filter(BypassSample::namesGuest).toList();
  }

  /**
   * {@code plan_execute} runs what another tool planned, and {@code guest_file_read} only reads.
   */
  @Test
  void every_tool_that_can_change_something_is_tried() {
    List<String> changing =
        ToolCatalog.ALL.stream()
            .filter(tool -> !tool.tiers().isEmpty())
            .map(ProxmoxTool::name)
            .filter(name -> !name.equals("plan_execute") && !name.equals("guest_file_read"))
            .toList();

    assertThat(samples().stream().map(BypassSample::tool).toList())
        .containsExactlyInAnyOrderElementsOf(changing);
  }

  @ParameterizedTest
  @MethodSource("ofGuests")
  void no_spelling_of_a_guest_gets_past_a_rule_about_it(BypassSample sample) throws IOException {
    try (BypassLab lab = new BypassLab(folder)) {
      lab.prepared(sample);
      try (HttpServing server = lab.rule(DENY).allowing()) {
        for (String spelled :
            List.of(
                "101",
                "web1",
                "WEB1",
                "wEb1",
                "w\u0435b1",
                "\uff57eb1",
                " 101 ",
                "0101",
                "1\u200b01",
                "\uff11\uff10\uff11",
                "101.0",
                "1e2",
                "+101",
                "0x65",
                "vm:101",
                "VM 101",
                "lab/101")) {
          assertThat(tried(server, sample.words(spelled, ""))).as(spelled).contains(FAILED);
          assertThat(lab.changes()).as(spelled).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ofGuests")
  void in_a_batch_one_guest_that_may_not_be_touched_stops_all(BypassSample sample)
      throws IOException {
    try (BypassLab lab = new BypassLab(folder)) {
      lab.prepared(sample);
      try (HttpServing server = lab.rule(DENY).allowing()) {
        for (String batch : List.of("[\"100\",\"101\"]", "100,101", "101,100", "100 101")) {
          assertThat(tried(server, sample.words(batch, ""))).as(batch).contains(FAILED);
        }
        tried(server, "api_write", "endpoint=POST /nodes/pve1/stopall", "cluster=lab");
        String all = "parameters={\"all\":true,\"storage\":\"pbs\"}";
        tried(server, "api_write", "endpoint=POST /nodes/pve1/vzdump", all, "cluster=lab");
      }
      assertThat(lab.changes()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("ofGuests")
  void the_raw_endpoint_meets_the_same_rule_and_the_same_default(BypassSample sample)
      throws IOException {
    try (BypassLab lab = new BypassLab(folder)) {
      lab.prepared(sample);
      assertThat(lab.call(sample.rawWords("101")).err()).contains("needs a person's yes");
      lab.rule(DENY);

      assertThat(lab.allowed(sample.rawWords("101")).err() + lab.call(sample.rawWords("101")).err())
          .contains("the policy forbids it");
      assertThat(lab.changes()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("ofGuests")
  void no_encoding_of_an_id_reaches_another_path(BypassSample sample) throws IOException {
    try (BypassLab lab = new BypassLab(folder)) {
      lab.prepared(sample);
      try (HttpServing server = lab.rule(DENY).allowing()) {
        for (String id :
            List.of(
                "%31%30%31",
                "100%2f..%2f101",
                "100/../101",
                "../qemu/101",
                "%2e%2e/qemu/101",
                "101?a",
                "101%00",
                "101#",
                "101;id",
                "101%0d%0a",
                "{guest}",
                "/101",
                "101/")) {
          assertThat(tried(server, sample.words(id, ""))).as(id).contains(FAILED);
          assertThat(tried(server, sample.rawWords(id))).as("raw " + id).contains(FAILED);
          assertThat(lab.changes()).as(id).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void what_a_person_approved_is_run_once_and_never_again(BypassSample sample) throws IOException {
    try (BypassLab lab = new BypassLab(folder)) {
      String plan = lab.planned(sample.words(lab.prepared(sample)));
      lab.approve(plan);
      assertThat(lab.execute(plan).exitCode()).isZero();
      int once = lab.changes();
      assertThat(once).isPositive();

      assertThat(lab.execute(plan).exitCode()).isNotZero();
      assertThat(lab.execute(plan).exitCode()).isNotZero();
      assertThat(lab.changes()).isEqualTo(once);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_plan_of_another_name_is_none(BypassSample sample) throws IOException {
    try (BypassLab lab = new BypassLab(folder)) {
      String plan = lab.planned(sample.words(lab.prepared(sample)));
      lab.approve(plan);
      String last = plan.endsWith("a") ? "b" : "a";
      for (String forged :
          List.of(
              plan.substring(0, 25) + last,
              plan.substring(0, 25),
              plan + "a",
              (plan.startsWith("z") ? "y" : "z") + plan.substring(1) + " ",
              "../" + plan,
              "*",
              "")) {
        assertThat(lab.execute(forged).exitCode()).as(forged).isNotZero();
      }

      assertThat(lab.changes()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void another_principal_cannot_run_what_was_approved_for_somebody(BypassSample sample)
      throws Exception {
    CommandRun token = CommandRun.of("http-token", "anna");
    String hash = token.err().replaceAll("(?s).*    anna: (\\S+)\n.*", "$1");
    try (BypassLab lab = new BypassLab(folder).tokens("anna=" + hash)) {
      String plan = lab.planned(sample.words(lab.prepared(sample)));
      lab.approve(plan);
      try (HttpServing server = lab.http()) {
        String answer =
            server.post(execution(plan), Map.of("Authorization", "Bearer " + token.out()));

        assertThat(answer).contains("There is no such plan");
      }
      assertThat(lab.changes()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void another_transport_and_another_process_find_no_yes_where_nobody_said_it(BypassSample sample)
      throws Exception {
    try (BypassLab lab = new BypassLab(folder)) {
      String plan = lab.planned(sample.words(lab.prepared(sample)));

      assertThat(lab.execute(plan).exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
      try (HttpServing server = lab.http()) {
        assertThat(server.post(execution(plan))).contains("\"isError\":true");
      }
      assertThat(lab.execute(plan).exitCode()).isEqualTo(ExitCode.NO_PERMISSION);
      assertThat(lab.changes()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_plan_for_one_cluster_is_not_run_on_another(BypassSample sample) throws IOException {
    try (BypassLab lab = new BypassLab(folder)) {
      String plan = lab.planned(sample.words(lab.prepared(sample)));
      lab.approve(plan);
      lab.execute(plan, "cluster=other");

      assertThat(lab.other.requests().list()).noneMatch(request -> !request.method().equals("GET"));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void an_answer_to_a_question_counts_for_that_call_and_that_server_alone(BypassSample sample)
      throws Exception {
    try (BypassLab lab = new BypassLab(folder)) {
      String change = lab.prepared(sample);
      String state;
      try (HttpServing server = lab.http()) {
        JsonNode asked = post(server.address(), sample, sample.message(change, ""));
        state = asked.at("/result/requestState").asString();
        assertThat(asked.at("/result/resultType").asString()).isEqualTo("input_required");
        char first = state.charAt(0) == 'A' ? 'B' : 'A';

        post(server.address(), sample, sample.message(change, said(first + state.substring(1))));
        post(server.address(), sample, sample.message(change, said("")));
        String elsewhere = sample.message(change, said(state)).replace("lab", "other");
        post(server.address(), sample, elsewhere);
      }
      try (HttpServing restarted = lab.http()) {
        post(restarted.address(), sample, sample.message(change, said(state)));
      }
      assertThat(lab.changes()).isZero();

      try (HttpServing server = lab.http()) {
        JsonNode asked = post(server.address(), sample, sample.message(change, ""));
        String own = asked.at("/result/requestState").asString();
        post(server.address(), sample, sample.message(change, said(own)));
      }
      assertThat(lab.changes()).isPositive();
    }
  }

  private static String tried(HttpServing server, String... words) throws IOException {
    return server.post(BypassSample.plain(words));
  }

  private static String said(String state) {
    return ",\"requestState\":\"%s\",\"inputResponses\":{\"approval\":%s}".formatted(state, YES);
  }

  private static JsonNode post(URI server, BypassSample sample, String body) throws IOException {
    Map<String, String> headers =
        Map.of(
            "MCP-Protocol-Version", "2026-07-28",
            "Mcp-Method", "tools/call",
            "Mcp-Name", sample.tool());
    try (Post post = new Post(server, body, headers)) {
      return post.next();
    }
  }

  private static String execution(String plan) {
    return """
    {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"plan_execute",\
    "arguments":{"plan":"%s"}}}\
    """
        .formatted(plan);
  }
}
