package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolCatalogTest {
  private static final String[] READS = {
    "cluster_overview",
    "guest_list",
    "guest_get",
    "storage_list",
    "volume_list",
    "backup_list",
    "task_list",
    "task_get",
    "node_list",
    "node_get",
    "metrics_query",
    "whoami"
  };

  static List<String> names() {
    return ToolCatalog.ALL.stream().map(tool -> tool.name()).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_tool_shows_itself_to_a_model_like_this(String name) {
    try (ToolLab lab = ToolLab.homelab()) {
      Tool tool =
          lab.tools().forMcp().stream()
              .filter(candidate -> candidate.name().equals(name))
              .findFirst()
              .orElseThrow();
      Golden.check(
          "tool-" + name + ".txt",
          "%s\n%s\n%s\n%s"
              .formatted(
                  tool.title(),
                  tool.description(),
                  tool.annotations(),
                  tool.inputSchema().toPrettyString()));
    }
  }

  @Test
  void no_schema_has_alternatives_at_its_root_which_common_clients_drop_or_refuse() {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.tools().forMcp())
          .isNotEmpty()
          .allSatisfy(tool ->
              assertThat(tool.inputSchema().propertyNames())
                  .doesNotContain("anyOf", "oneOf", "allOf", "$ref"));
    }
  }

  @Test
  void every_tool_declares_its_effect_and_has_a_name_that_clients_take() {
    assertThat(ToolCatalog.ALL)
        .allSatisfy(tool -> {
          assertThat(tool.name()).matches("[a-z]+_[a-z_]+|whoami").hasSizeLessThanOrEqualTo(32);
          boolean looksInside = tool.name().equals("guest_file_read");
          assertThat(tool.effect().readOnly()).isEqualTo(tool.tiers().isEmpty() || looksInside);
          assertThat(tool.effect().destructive())
              .isEqualTo(
                  tool.tiers().contains(Tier.DESTROY)
                      || (tool.tiers().contains(Tier.EXEC) && !looksInside));
        });
  }

  @Test
  void reading_a_file_of_a_guest_wants_the_tier_of_commands_and_changes_nothing() {
    assertThat(ToolCatalog.ALL)
        .filteredOn(tool -> tool.name().equals("guest_file_read"))
        .singleElement()
        .satisfies(tool -> {
          assertThat(tool.tiers()).containsExactly(Tier.EXEC);
          assertThat(tool.effect()).isEqualTo(Effects.READ);
        });
  }

  @Test
  void with_one_cluster_a_refusal_names_no_argument_that_is_not_shown()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(lab.call("guest_get", "vmid", "101").text())
          .contains("There is no argument vmid", "Accepted: guest, parts, format.");
      assertThat(lab.call("guest_get", "guest", "101", "cluster", "lab").isError()).isFalse();
    }
  }

  @Test
  void what_this_server_refuses_stands_at_the_tool() {
    try (ToolLab lab = ToolLab.homelab()) {
      assertThat(description(lab.allowing(), "guest_power"))
          .endsWith(" Tier change, destroy asks a person.");
      assertThat(description(lab.allowing(Tier.CHANGE, Tier.DESTROY), "guest_power"))
          .doesNotContain("Not allowed");
      assertThat(description(lab.allowing(), "guest_list")).doesNotContain("Not allowed");
    }
  }

  private static String description(ToolLab lab, String name) {
    return lab.tools().forMcp().stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow()
        .description();
  }

  @Test
  void reads_send_nothing_that_can_change_anything() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().allowing()) {
      for (String tool : READS) {
        assertThat(call(lab, tool).isError()).as(tool).isFalse();
      }
      assertThat(lab.writes()).isEmpty();
    }
  }

  @Test
  void no_answer_of_any_tool_holds_what_steers_a_terminal() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (String format : new String[] {"concise", "detailed", "json"}) {
        for (ProxmoxTool<?> tool : ToolCatalog.ALL) {
          for (String guest : new String[] {"113", "114"}) {
            String text = call(lab, tool.name(), guest, format).text();
            assertThat(text)
                .as("%s %s %s", tool.name(), guest, format)
                .doesNotContainPattern("[\\p{Cc}&&[^\\n\\t]]|\\p{Cf}");
          }
        }
      }
    }
  }

  @Test
  void no_answer_repeats_an_argument_that_steers_a_terminal() throws InterruptedException {
    String hostile = "a\u001b[31mX\nfoo\u202e";
    try (ToolLab lab = ToolLab.homelab()) {
      for (ToolReply reply :
          new ToolReply[] {
            lab.call("guest_list", "name", hostile),
            lab.call("guest_list", "node", hostile),
            lab.call("guest_list", "tag", hostile, "pool", hostile),
            lab.call("guest_list", hostile, hostile),
            lab.call("guest_get", "guest", hostile),
            lab.call("guest_power", "guests", hostile, "action", "start"),
            lab.call("guest_power", "guests", "101", "action", hostile),
            lab.call(hostile)
          }) {
        assertThat(reply.text()).doesNotContain("\u001b", "\u202e", "\nfoo");
      }
    }
  }

  @Test
  void an_unknown_tool_is_answered_with_the_nearest() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      ToolReply reply = lab.call("guests_list");

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .isEqualTo(
              "There is no tool guests_list; did you mean guest_list? There are: "
                  + String.join(", ", names())
                  + ".");
    }
  }

  @Test
  void a_wrong_or_expired_token_is_named_without_its_secret() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab().as(SimulatedCluster::expiredToken)) {
      String secret = lab.simulated().expiredToken().secret().reveal();
      for (String tool : READS) {
        ToolReply reply = call(lab, tool);

        assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(reply.text())
            .contains("lab", lab.simulated().expiredToken().id(), "Authentication failed!")
            .doesNotContain(secret);
      }
    }
  }

  @Test
  void a_host_that_answers_with_a_web_page_or_half_an_answer_is_said_and_the_next_call_works()
      throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      for (Fault fault : new Fault[] {Fault.HTML_PAGE, Fault.HALF_ANSWER}) {
        // past the time for which a recent list serves, and more often than a read is repeated
        lab.clock().advance(Duration.ofSeconds(3));
        lab.simulated()
            .faults()
            .next(10, request -> request.apiPath().equals("/cluster/resources"), fault);

        ToolReply broken = lab.call("guest_list");
        lab.simulated().faults().clear();

        assertThat(broken.isError()).as("%s", fault).isTrue();
        assertThat(broken.text())
            .contains("lab", "list the guests")
            .doesNotContain("<html", "<!DOC");
        assertThat(lab.call("guest_list").isError()).isFalse();
      }
    }
  }

  @Test
  void a_stopped_host_is_said_by_its_address_and_what_to_check() throws InterruptedException {
    try (ToolLab lab = ToolLab.homelab()) {
      lab.simulated().close();

      ToolReply reply = lab.call("guest_list");

      assertThat(reply.outcome()).isEqualTo(Outcome.UNAVAILABLE);
      assertThat(reply.text())
          .contains("lab", "127.0.0.1:" + lab.simulated().address().getPort(), "refused");
    }
  }

  private static ToolReply call(ToolLab lab, String tool) throws InterruptedException {
    return call(lab, tool, "101", "concise");
  }

  private static ToolReply call(ToolLab lab, String tool, String guest, String format)
      throws InterruptedException {
    return switch (tool) {
      case "guest_get" -> lab.call(tool, "guest", guest, "format", format);
      case "snapshot_create", "snapshot_rollback", "snapshot_delete" ->
          lab.call(tool, "guests", guest, "name", "before", "wait", "0", "format", format);
      case "guest_exec" -> lab.call(tool, "guest", guest, "command", "[\"id\"]", "format", format);
      case "guest_file_read" ->
          lab.call(tool, "guest", guest, "path", "/etc/hostname", "format", format);
      case "guest_file_write" ->
          lab.call(tool, "guest", guest, "path", "/a", "content", "x", "format", format);
      case "backup_create" ->
          lab.call(tool, "guests", guest, "storage", "pbs", "wait", "0", "format", format);
      case "api_search" -> lab.call(tool, "query", "notes of a guest");
      case "node_get" -> lab.call(tool, "node", "pve1", "format", format);
      case "metrics_query" -> lab.call(tool, "guest", guest, "format", format);
      case "task_get" ->
          lab.call(tool, "upid", lab.simulated().tasks().getFirst().upid(), "format", format);
      case "api_describe" ->
          lab.call(tool, "endpoint", "GET /nodes/{node}/qemu/" + guest + "/config");
      case "api_write" ->
          lab.call(
              tool,
              "endpoint",
              "PUT /nodes/{node}/qemu/" + guest + "/config",
              "parameters",
              "{\"description\":\"x\"}",
              "format",
              format);
      case "api_read" ->
          lab.call(tool, "path", "/nodes/{node}/qemu/" + guest + "/config", "format", format);
      case "guest_power" ->
          lab.call(tool, "guests", guest, "action", "start", "wait", "0", "format", format);
      default -> lab.call(tool, "format", format);
    };
  }
}
