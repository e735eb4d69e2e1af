package dev.proxmoxmcp.tools.datastore;

import static dev.proxmoxmcp.tools.BackupServerLab.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.mcp.api.Tool;
import dev.proxmoxmcp.simulator.Fault;
import dev.proxmoxmcp.simulator.RequestFilter;
import dev.proxmoxmcp.simulator.Scenario;
import dev.proxmoxmcp.simulator.SimulatedBackupServer;
import dev.proxmoxmcp.simulator.SimulatedToken;
import dev.proxmoxmcp.testkit.Golden;
import dev.proxmoxmcp.tools.BackupServerLab;
import dev.proxmoxmcp.tools.ProxmoxTool;
import dev.proxmoxmcp.tools.ToolCatalog;
import dev.proxmoxmcp.tools.ToolReply;
import dev.proxmoxmcp.tools.ToolReply.Outcome;
import dev.proxmoxmcp.tools.Toolbox;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the tools tell of a Backup Server, alone and beside a cluster. */
class BackupServerToolsTest {
  @ParameterizedTest
  @CsvSource({
    "overview, cluster_overview, format, detailed",
    "storages, storage_list, format, concise",
    "backups, backup_list, limit, 12",
    "latest, backup_list, latest, true",
    "tasks, task_list, limit, 12",
    "node, node_get, node, localhost",
  })
  void a_backup_server_is_told_like_this(String golden, String tool, String name, String value)
      throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      ToolReply reply = call(lab.alone(SimulatedBackupServer::operatorToken), tool, name, value);

      assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
      Golden.check("pbs-" + golden + ".txt", reply.text());
    }
  }

  @Test
  void a_bad_morning_shows_in_the_overview() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.of(Scenario.INCIDENT)) {
      String text = call(lab.alone(SimulatedBackupServer::auditorToken), "cluster_overview").text();

      assertThat(text)
          .contains("datastore main is nearly full", "backup failed 7 times")
          .contains("failed the verification and cannot be relied on: vm/105/");
    }
  }

  @Test
  void a_broken_backup_is_found_by_guest_and_its_verification_read() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools = lab.alone(SimulatedBackupServer::auditorToken);

      JsonNode json =
          Objects.requireNonNull(
              call(tools, "backup_list", "guest", "105", "format", "json").json());
      assertThat(json.path("matching").asInt()).isEqualTo(3);
      String upid =
          json.path("backups")
              .valueStream()
              .filter(one -> one.path("verification").asString().equals("broken"))
              .findFirst()
              .orElseThrow()
              .path("verifiedBy")
              .asString();

      assertThat(call(tools, "task_get", "upid", upid).text())
          .contains("verificationjob main:v-main", "FAILED", "Failed to verify the following");
    }
  }

  @Test
  void a_log_is_paged_through_without_losing_or_repeating_a_line() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools = lab.alone(SimulatedBackupServer::operatorToken);
      JsonNode tasks =
          Objects.requireNonNull(
              call(tools, "task_list", "type", "verify", "format", "json").json());
      String upid = tasks.path("tasks").path(0).path("upid").asString();

      JsonNode whole = json(tools, upid, "0");
      JsonNode rest = json(tools, upid, "2");

      assertThat(rest.path("log").path(0)).isEqualTo(whole.path("log").path(2));
      assertThat(rest.path("logLines")).isEqualTo(whole.path("logLines"));
    }
  }

  private static JsonNode json(Toolbox tools, String upid, String cursor)
      throws InterruptedException {
    return Objects.requireNonNull(
        call(tools, "task_get", "upid", upid, "cursor", cursor, "format", "json").json());
  }

  @Test
  void totals_of_tasks_are_true_although_the_server_counts_otherwise() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools = lab.alone(SimulatedBackupServer::operatorToken);
      long all =
          Objects.requireNonNull(call(tools, "task_list", "limit", "500", "format", "json").json())
              .path("tasks")
              .size();

      assertThat(all).isGreaterThan(20);
      assertThat(call(tools, "task_list", "limit", "5").text()).startsWith(all + " tasks");
      assertThat(call(tools, "task_list", "guest", "105", "limit", "5").text())
          .startsWith("3 tasks: guest=105");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"guest_list", "guest_get", "volume_list", "metrics_query", "node_list"})
  void a_tool_that_means_nothing_there_says_what_does(String tool) throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox alone = lab.alone(SimulatedBackupServer::operatorToken);
      String[] guest = tool.equals("guest_get") ? new String[] {"guest", "100"} : new String[0];

      ToolReply reply = call(alone, tool, guest);

      assertThat(reply.outcome()).isEqualTo(Outcome.USAGE);
      assertThat(reply.text())
          .startsWith("vault is a Proxmox Backup Server, where " + tool + " means nothing. ")
          .contains("No cluster of Proxmox VE is configured here.");
      assertThat(lab.server().requests().list()).isEmpty();
    }
  }

  @Test
  void what_is_about_guests_goes_to_the_cluster_without_being_told() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools = lab.both();

      assertThat(call(tools, "guest_list").text())
          .startsWith("== cluster lab ==\n24 guests")
          .doesNotContain("vault");
      assertThat(call(tools, "guest_get", "guest", "105").outcome()).isEqualTo(Outcome.DONE);
      assertThat(call(tools, "guest_list", "cluster", "vault").text())
          .isEqualTo(
              "vault is a Proxmox Backup Server, where guest_list means nothing. It has no guests:"
                  + " name a cluster of Proxmox VE. Proxmox VE: cluster=lab.");
    }
  }

  @Test
  void lists_ask_both_and_one_that_is_silent_does_not_hide_the_other() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools = lab.both();
      assertThat(call(tools, "cluster_overview").text())
          .contains("== cluster lab ==", "Cluster \"homelab\"")
          .contains("== cluster vault ==", "Proxmox Backup Server 4.1.4");
      assertThat(call(tools, "backup_list", "guest", "105").text())
          .contains("== cluster lab ==", "== cluster vault ==");

      lab.clock().advance(Duration.ofSeconds(10)); // what was read is not used again
      lab.server().faults().all(new RequestFilter("GET", "/admin/"), Fault.status(500, ""));
      ToolReply reply = call(tools, "storage_list");
      assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
      assertThat(reply.text())
          .startsWith("Missing: cluster vault.")
          .contains("proxmox-backup-proxy", "== cluster lab ==")
          .doesNotContain("pveproxy");
    }
  }

  @Test
  void a_task_is_found_on_the_server_that_has_it() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools = lab.both();
      JsonNode tasks =
          Objects.requireNonNull(
              call(tools, "task_list", "cluster", "vault", "limit", "1", "format", "json").json());
      String upid = tasks.path("tasks").path(0).path("upid").asString();

      assertThat(call(tools, "task_get", "upid", upid).text()).startsWith("== cluster vault ==");
    }
  }

  @Test
  void only_tools_that_reach_both_take_a_cluster() {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools = lab.both();

      assertThat(tools.forMcp())
          .filteredOn(tool -> tool.inputSchema().path("properties").has("cluster"))
          .extracting(Tool::name)
          .contains("cluster_overview", "backup_list", "task_list", "node_get")
          .doesNotContain("guest_list", "guest_power", "volume_list");
      assertThat(tools.instructions())
          .contains("lab, vault")
          .contains("Of these, Proxmox Backup Servers: vault.");
    }
  }

  @Test
  void none_and_not_visible_are_told_apart() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      assertThat(call(lab.alone(SimulatedBackupServer::blindToken), "storage_list").text())
          .startsWith("Not every datastore is visible: token nobody@pbs!blind lacks")
          .contains("proxmox-backup-manager acl update /datastore DatastoreAudit")
          .contains("--auth-id 'nobody@pbs!blind'")
          .contains("0 datastores.");
      assertThat(call(lab.alone(SimulatedBackupServer::narrowToken), "backup_list").text())
          .contains("Only backups that this token owns are visible on /datastore/archive")
          .contains("3 backups");
      assertThat(
              call(lab.alone(SimulatedBackupServer::operatorToken), "backup_list", "guest", "999")
                  .text())
          .isEqualTo("0 backups: guest=\"999\".");
    }
  }

  @Test
  void a_refused_token_is_told_with_the_commands_of_a_backup_server() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools =
          lab.alone(server -> new SimulatedToken("ops@pbs!mcp", server.blindToken().secret()));

      ToolReply reply = call(tools, "cluster_overview");

      assertThat(reply.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(reply.text())
          .contains("proxmox-backup-manager user list-tokens ops@pbs")
          .doesNotContain("pveum");
    }
  }

  @Test
  void the_last_verification_is_read_by_the_api_itself() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      Toolbox tools = lab.alone(SimulatedBackupServer::operatorToken);

      ToolReply verify =
          call(tools, "api_read", "path", "/admin/verify", "fields", "[\"id\",\"last-run-state\"]");
      ToolReply snapshots =
          call(
              tools,
              "api_read",
              "path",
              "/admin/datastore/main/snapshots",
              "filter",
              "[\"backup-id=105\"]");

      assertThat(verify.outcome()).isEqualTo(Outcome.DONE);
      assertThat(verify.text()).contains("v-main", "OK");
      assertThat(snapshots.text()).contains("failed", "{\"state\":\"ok\"}");
    }
  }

  @Test
  void the_tools_for_the_whole_api_work_on_a_backup_server_too() {
    assertThat(ToolCatalog.ALL)
        .filteredOn(tool -> tool.name().startsWith("api_"))
        .isNotEmpty()
        .allMatch(ProxmoxTool::onBackupServers);
  }

  @Test
  void a_node_of_another_name_is_refused_with_the_right_one() throws InterruptedException {
    try (BackupServerLab lab = BackupServerLab.start()) {
      assertThat(
              call(lab.alone(SimulatedBackupServer::operatorToken), "node_get", "node", "pve1")
                  .text())
          .isEqualTo("There is no node \"pve1\"; there are localhost.");
    }
  }
}
