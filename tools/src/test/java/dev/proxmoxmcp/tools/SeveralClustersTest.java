package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxmoxmcp.base.Pause;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.ManualClock;
import dev.proxmoxmcp.simulator.SimulatedCertificate;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SeveralClustersTest {
  @ParameterizedTest
  @ValueSource(strings = {"cluster_overview", "guest_list", "guest_power"})
  void a_tool_shows_the_clusters_to_a_model_like_this(String name) {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      Golden.check(
          "several-" + name + ".txt", tool(lab.tools(), name).inputSchema().toPrettyString());
    }
  }

  @Test
  void the_instructions_name_the_clusters() {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      assertThat(lab.tools().instructions()).contains("alpha, beta", "argument cluster");
    }
  }

  @Test
  void one_cluster_alone_costs_nothing_in_the_schemas_and_may_be_named_all_the_same()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.tools().forMcp())
          .allSatisfy(tool -> assertThat(tool.inputSchema().toString()).doesNotContain("cluster"));
      assertThat(lab.call("guest_list", "cluster", "LAB").text()).startsWith("24 guests");

      ToolReply wrong = lab.call("guest_list", "cluster", "lap");
      assertThat(wrong.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(wrong.text())
          .isEqualTo("There is no cluster \"lap\"; did you mean lab? Configured: lab.");
    }
  }

  @Test
  void no_tool_has_an_argument_cluster_of_its_own_and_only_reads_reach_every_cluster() {
    assertThat(ToolCatalog.ALL)
        .allSatisfy(tool -> {
          assertThat(tool.arguments().getRecordComponents())
              .extracting(component -> component.getName())
              .doesNotContain(Members.ARGUMENT);
          assertThat(tool.scope() != Scope.EACH || tool.effect().readOnly()).isTrue();
        });
  }

  @Test
  void a_tool_whose_calls_name_nothing_of_a_cluster_requires_its_name() {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      assertThat(lab.tools().forMcp())
          .filteredOn(
              tool -> tool.inputSchema().path("required").toString().contains("\"cluster\""))
          .extracting(tool -> tool.name())
          .containsExactly("api_search", "api_describe", "api_read", "api_write");
    }
  }

  @Test
  void two_clusters_of_one_name_are_refused() {
    try (SeveralLab lab = SeveralLab.of("alpha").and("ALPHA", SimulatedCluster::operatorToken)) {
      assertThatThrownBy(lab::tools).hasMessage("two clusters are named ALPHA");
    }
  }

  @Test
  void a_list_asks_every_cluster_and_each_answers_under_its_name() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      ToolReply reply = lab.call("guest_list", "name", "web1");

      assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
      assertThat(reply.text())
          .startsWith("== cluster alpha ==\n2 of 30 guests")
          .contains("\n== cluster beta ==\n2 of 29 guests");
    }
  }

  @Test
  void a_list_of_one_cluster_asks_no_other() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      assertThat(lab.call("guest_list", "cluster", "beta").text())
          .startsWith("== cluster beta ==\n29 guests")
          .doesNotContain("alpha");
      assertThat(lab.simulated("alpha").requests().count()).isZero();
    }
  }

  @Test
  void programs_get_every_cluster_and_what_is_missing() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      lab.simulated("beta").close();

      JsonNode json = json(lab.call("cluster_overview", "format", "json"));

      assertThat(json.at("/clusters/0/cluster").asString()).isEqualTo("alpha");
      assertThat(json.at("/clusters/0/guests/total").asInt()).isEqualTo(30);
      assertThat(json.at("/clusters/1/cluster").asString()).isEqualTo("beta");
      assertThat(json.at("/clusters/1/problem").asString()).contains("refused the connection");
    }
  }

  @Test
  void what_is_wrong_with_one_cluster_does_not_hide_the_others_and_is_told_first()
      throws InterruptedException {
    try (SeveralLab lab =
        SeveralLab.of("alpha", "beta", "gamma").and("delta", SimulatedCluster::expiredToken)) {
      lab.simulated("alpha").close();
      lab.simulated("gamma").presents(SimulatedCertificate.valid(new ManualClock()));

      ToolReply reply = lab.call("cluster_overview");

      assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
      String text = reply.text();
      assertThat(text)
          .startsWith("Missing: cluster alpha. ")
          .containsSubsequence(
              "refused the connection",
              "Missing: cluster gamma. ",
              lab.simulated("gamma").fingerprint(),
              "Missing: cluster delta. ",
              "Authentication failed!",
              "== cluster beta ==\nCluster \"homelab\": quorate");
      assertThat(lab.simulated("gamma").requests().count()).isZero();
    }
  }

  @Test
  void a_cluster_that_never_answers_is_told_when_its_time_is_over() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta", "gamma")) {
      lab.simulated("beta").faults().next(9, _ -> true, Fault.SILENCE);
      TestCall call = TestCall.of(new ArrayList<>());

      ToolReply reply = lab.tools(untilLoggedBy(2, call)).call("guest_list", call);

      assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
      assertThat(reply.text())
          .startsWith("Missing: cluster beta. It did not answer within 10 s.\n== cluster alpha ==")
          .contains("== cluster gamma ==\n28 guests");
    }
  }

  /** Over when that many clusters have answered, and their threads have ended. */
  private static Pause untilLoggedBy(int clusters, TestCall call) {
    return _ -> {
      while (call.loggedBy().stream().distinct().count() < clusters) {
        Thread.onSpinWait();
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      for (Thread thread : call.loggedBy()) {
        thread.join();
      }
    };
  }

  @Test
  void all_clusters_silent_is_unavailable() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      lab.simulated("alpha").close();
      lab.simulated("beta").close();

      ToolReply list = lab.call("guest_list");
      ToolReply get = lab.call("guest_get", "guest", "101");

      assertThat(list.outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(list.text()).contains("Missing: cluster alpha.", "Missing: cluster beta.");
      assertThat(get.outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(get.text())
          .startsWith("Where guest \"101\" is cannot be found out: no cluster answered.\nalpha: ")
          .contains("\nbeta: ");
    }
  }

  @Test
  void a_cursor_needs_its_cluster() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      ToolReply refused = lab.call("guest_list", "cursor", "20");

      assertThat(refused.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(refused.text())
          .isEqualTo(
              "cursor goes on with the list of one cluster; name it: cluster=alpha or beta.");
      assertThat(lab.call("guest_list", "cursor", "20", "cluster", "beta").isError()).isFalse();
    }
  }

  @Test
  void the_cluster_is_found_by_the_guest() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      String name = lab.guest("beta", 1001);

      ToolReply reply = lab.call("guest_get", "guest", name);
      JsonNode json = json(lab.call("guest_get", "guest", name, "format", "json"));

      assertThat(reply.text()).startsWith("== cluster beta ==\n").contains("1001", name);
      assertThat(json.path("cluster").asString()).isEqualTo("beta");
      assertThat(json.path("vmid").asInt()).isEqualTo(1001);
    }
  }

  @Test
  void a_change_is_done_in_the_cluster_that_has_all_of_its_guests() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      ToolReply reply =
          lab.call(
              "guest_power",
              "guests",
              "[\"%s\",203]".formatted(lab.guest("beta", 1001)),
              "action",
              "start");

      assertThat(reply.text()).startsWith("== cluster beta ==\nstart: ");
      assertThat(lab.simulated("beta").guest(203).orElseThrow().status()).isEqualTo("running");
      assertThat(lab.simulated("alpha").guest(203).orElseThrow().status()).isEqualTo("stopped");
      assertThat(lab.writes("alpha")).isZero();
    }
  }

  @Test
  void one_vmid_in_two_clusters_is_answered_with_both_and_nothing_is_sent()
      throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      ToolReply reply = lab.call("guest_power", "guests", "1000", "action", "start");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .startsWith("guest \"1000\" is in several clusters: alpha (")
          .contains(lab.guest("alpha", 1000), lab.guest("beta", 1000))
          .endsWith("Say which one: cluster=alpha or beta.");
      assertThat(lab.writes("alpha") + lab.writes("beta")).isZero();
      assertThat(lab.call("guest_get", "guest", "1000", "cluster", "alpha").text())
          .contains(lab.guest("alpha", 1000));
    }
  }

  @Test
  void guests_of_two_clusters_in_one_call_are_told_apart() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      String first = lab.guest("alpha", 1000);
      String second = lab.guest("beta", 1000);

      ToolReply reply =
          lab.call(
              "guest_power",
              "guests",
              "[\"%s\",\"%s\"]".formatted(first, second),
              "action",
              "start");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .isEqualTo(
              """
              guest "%s" is in alpha.
              guest "%s" is in beta.
              One call works on one cluster: make a call for each.\
              """
                  .formatted(first, second));
    }
  }

  @Test
  void a_guest_that_is_nowhere_is_answered_with_the_nearest_of_all_clusters()
      throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha").and("beta", SimulatedCluster::narrowToken)) {
      ToolReply reply = lab.call("guest_get", "guest", "nextclod");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .startsWith("There is no guest \"nextclod\" in any of the clusters alpha, beta.")
          .contains("\"nextcloud\" in alpha", "\nbeta: Only a part is visible");
    }
  }

  @Test
  void while_a_cluster_is_silent_a_read_goes_on_and_says_so() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      lab.simulated("beta").close();

      ToolReply reply = lab.call("guest_get", "guest", "101");

      assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
      assertThat(reply.text())
          .startsWith("== cluster alpha ==\n")
          .contains("Found in alpha; not searched:\nbeta: ", "refused the connection");
    }
  }

  @Test
  void while_a_cluster_is_silent_a_change_wants_the_cluster_named() throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha", "beta")) {
      lab.simulated("beta").close();

      ToolReply refused = lab.call("guest_power", "guests", "203", "action", "start");

      assertThat(refused.outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(refused.text())
          .startsWith("Nothing was sent: guest \"203\" is in cluster alpha")
          .contains("say cluster=alpha.", "\nbeta: ");
      assertThat(lab.writes("alpha")).isZero();
      assertThat(
              lab.call("guest_power", "guests", "203", "action", "start", "cluster", "alpha")
                  .text())
          .contains("now running");
    }
  }

  @Test
  void what_the_token_of_one_cluster_may_not_see_is_said_under_its_name()
      throws InterruptedException {
    try (SeveralLab lab = SeveralLab.of("alpha").and("beta", SimulatedCluster::narrowToken)) {
      String text = lab.call("guest_list").text();

      int second = text.indexOf("== cluster beta ==");
      assertThat(text.substring(0, second)).doesNotContain("Only a part is visible");
      assertThat(text.substring(second)).contains("Only a part is visible");
    }
  }

  private static Tool tool(Toolbox tools, String name) {
    return tools.forMcp().stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(ToolReply reply) {
    return Objects.requireNonNull(reply.json(), reply.text());
  }
}
