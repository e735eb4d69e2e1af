package dev.proxmoxmcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.access.Need;
import dev.proxmoxmcp.client.access.Toolset;
import dev.proxmoxmcp.guard.plan.Undo;
import dev.proxmoxmcp.simulator.SimulatedCluster;
import dev.proxmoxmcp.simulator.SimulatedToken;
import dev.proxmoxmcp.tools.plan.Undoing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * By what a person chooses a tool: the toolsets that it needs and whether its change can be taken
 * back. Both are what each tool says of itself, and are tried here on the simulated cluster.
 */
class ChosenByTest {
  private static final String ANOTHER = "what it makes is the change of another tool";

  /** A call that does something, of each kind of change that a tool tells apart. */
  private static String[] call(String tool, String kind) {
    return switch (tool + (kind.isEmpty() ? "" : " " + kind)) {
      case "guest_power start" -> with("guests", "203", "action", "start");
      case "guest_power resume" -> with("guests", "103", "action", "resume");
      case "guest_power shutdown",
          "guest_power stop",
          "guest_power reboot",
          "guest_power reset",
          "guest_power suspend" ->
          with("guests", "101", "action", kind);
      case "snapshot_create" -> with("guests", "101", "name", "now");
      case "snapshot_rollback", "snapshot_delete" -> with("guests", "101", "name", "before");
      case "guest_exec" -> with("guest", "101", "command", "[\"id\"]");
      case "guest_file_read" -> with("guest", "101", "path", "/etc/hostname");
      case "guest_file_write" -> with("guest", "101", "path", "/tmp/a", "content", "x");
      case "backup_create" -> with("guests", "101", "storage", "pbs");
      case "api_write settings that can be read and set back, with no secret or new disk among"
              + " them" ->
          with(
              "endpoint",
              "PUT /nodes/{node}/qemu/101/config",
              "parameters",
              "{\"description\":\"x\"}");
      case "api_write anything else" ->
          with("endpoint", "POST /pools", "parameters", "{\"poolid\":\"new\"}");
      case "guest_get" -> with("guest", "101", "parts", "addresses");
      case "node_get" -> with("node", "pve1");
      case "node_get parts=updates" -> with("node", "pve1", "parts", "updates");
      case "metrics_query" -> with("guest", "101");
      case "cluster_overview",
          "guest_list",
          "node_list",
          "storage_list",
          "volume_list",
          "backup_list",
          "task_list",
          "whoami",
          "audit_list" ->
          with();
      case "api_search" -> with("query", "notes of a guest");
      case "api_describe" -> with("endpoint", "GET /pools");
      default -> throw new IllegalStateException("say how " + tool + " is called: " + kind);
    };
  }

  private static String[] with(String... arguments) {
    return arguments;
  }

  /** One in which there is something to go back to and to resume. */
  private static ToolLab lab() throws InterruptedException {
    ToolLab lab = ToolLab.homelab().as(SimulatedCluster::adminToken, Tier.values());
    lab.call("snapshot_create", "guests", "101", "name", "before");
    lab.call("guest_power", "guests", "103", "action", "suspend");
    return lab;
  }

  static Stream<ProxmoxTool<?>> changing() {
    return ToolCatalog.ALL.stream()
        .filter(tool -> !tool.effect().readOnly() && !tool.undoing().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("changing")
  void a_tool_says_of_each_kind_of_change_whether_it_is_taken_back(ProxmoxTool<?> tool)
      throws InterruptedException {
    for (Undoing one : tool.undoing()) {
      try (ToolLab lab = lab()) {
        ToolReply reply = lab.call(tool.name(), call(tool.name(), one.kind()));

        assertThat(reply.isError()).as(reply.text()).isFalse();
        assertThat(reply.text().contains("change_undo change="))
            .as(tool.name() + " " + one)
            .isEqualTo(one.how() instanceof Undo.By);
      }
    }
  }

  @Test
  void only_a_tool_that_looks_or_makes_the_change_of_another_says_nothing_of_undo() {
    assertThat(ToolCatalog.ALL)
        .filteredOn(tool -> !tool.effect().readOnly() && tool.undoing().isEmpty())
        .as(ANOTHER)
        .extracting(tool -> tool.name())
        .containsExactly("plan_execute", "change_undo");
    assertThat(ToolCatalog.ALL)
        .filteredOn(tool -> tool.effect().readOnly())
        .allSatisfy(tool -> assertThat(tool.undoing()).isEmpty());
  }

  static Stream<ProxmoxTool<?>> ofToolsets() {
    // an endpoint of the rest of the API says itself what it needs, and a task has no usual id
    Set<String> apart = Set.of("api_read", "api_write", "plan_execute", "change_undo", "task_get");
    return ToolCatalog.ALL.stream().filter(tool -> !apart.contains(tool.name()));
  }

  @ParameterizedTest
  @MethodSource("ofToolsets")
  void a_tool_works_with_the_toolsets_that_it_names_and_with_none_of_them_less(ProxmoxTool<?> tool)
      throws InterruptedException {
    String kind = tool.name().equals("guest_power") ? "shutdown" : "";
    Set<Toolset> needed = EnumSet.noneOf(Toolset.class);
    needed.addAll(tool.toolsets());
    if (!needed.isEmpty()) {
      needed.add(Toolset.INVENTORY);
    }
    ToolReply whole = called(tool, kind, needed);

    assertThat(whole.isError()).as(whole.text()).isFalse();
    // the answers are the same each time, so that what is other without a toolset is so for it
    assertThat(called(tool, kind, needed).text()).isEqualTo(whole.text());
    for (Toolset without : needed) {
      Set<Toolset> less = EnumSet.copyOf(needed);
      less.remove(without);
      ToolReply part = called(tool, kind, less);
      assertThat(part.text()).as("without " + without).isNotEqualTo(whole.text());
      assertThat(part.isError() || tool.tiers().isEmpty()).as(part.text()).isTrue();
    }
  }

  static Stream<Arguments> ofMoreToolsets() {
    return ToolCatalog.ALL.stream()
        .flatMap(tool ->
            tool.moreToolsets().entrySet().stream()
                .map(more -> Arguments.of(tool, more.getKey(), more.getValue())));
  }

  @ParameterizedTest
  @MethodSource("ofMoreToolsets")
  void what_needs_more_than_the_tool_itself_works_with_that_and_not_without(
      ProxmoxTool<?> tool, String argument, Toolset more) throws InterruptedException {
    Set<Toolset> whole = EnumSet.of(Toolset.INVENTORY, more);
    whole.addAll(tool.toolsets());
    Set<Toolset> less = EnumSet.copyOf(whole);
    less.remove(more);

    assertThat(called(tool, argument, whole).text()).doesNotContain("Sys.Modify");
    assertThat(called(tool, argument, less).text()).contains("Sys.Modify");
  }

  private static ToolReply called(ProxmoxTool<?> tool, String kind, Set<Toolset> toolsets)
      throws InterruptedException {
    try (ToolLab lab = lab()) {
      return lab.as(cluster -> made(cluster, toolsets), Tier.values())
          .call(tool.name(), call(tool.name(), kind));
    }
  }

  /** A token for these toolsets, made as init makes one. */
  private static SimulatedToken made(SimulatedCluster cluster, Set<Toolset> toolsets) {
    List<Need> needs =
        toolsets.stream().flatMap(toolset -> toolset.needs(Product.PVE, "9.2").stream()).toList();
    ask(cluster, "POST", "/access/users", Map.of("userid", "made@pve"));
    // a role on a path hides what is inherited from above it, so it holds that too
    Map<String, Set<String>> byPath = new TreeMap<>();
    for (Need need : needs) {
      Set<String> here = byPath.computeIfAbsent(need.path(), _ -> new TreeSet<>());
      needs.stream()
          .filter(above -> above.path().equals("/") || need.path().equals(above.path()))
          .forEach(above -> here.addAll(above.privileges()));
    }
    byPath.forEach((path, privileges) -> {
      String role = "made" + path.replace('/', '-');
      ask(
          cluster,
          "POST",
          "/access/roles",
          Map.of("roleid", role, "privs", String.join(",", privileges)));
      ask(
          cluster,
          "PUT",
          "/access/acl",
          Map.of("path", path, "users", "made@pve", "roles", role, "propagate", "1"));
    });
    String answer =
        ask(cluster, "POST", "/access/users/made@pve/token/mcp", Map.of("privsep", "0"));
    return new SimulatedToken(
        "made@pve!mcp",
        Secret.simulated(JsonMapper.shared().readTree(answer).at("/data/value").asString()));
  }

  private static String ask(
      SimulatedCluster cluster, String method, String path, Map<String, String> form) {
    SimulatedToken admin = cluster.adminToken();
    String body =
        String.join(
            "&",
            form.entrySet().stream()
                .map(one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .toList());
    var reply =
        cluster.ask(
            method,
            "/api2/json" + path,
            Map.of(
                "Authorization",
                "PVEAPIToken=" + admin.id() + "=" + admin.secret().reveal(),
                "Content-Type",
                "application/x-www-form-urlencoded"),
            body);
    assertThat(reply.status()).as(path + ": " + reply.reason() + reply.body()).isEqualTo(200);
    return reply.body();
  }
}
