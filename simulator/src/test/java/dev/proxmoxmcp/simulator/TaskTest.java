package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskTest {
  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  @Test
  void an_upid_tells_node_type_guest_and_token() throws IOException {
    String upid = lab.power("pve3/qemu/107", "start", "");

    assertThat(upid)
        .matches("UPID:pve3:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:qmstart:107:ops@pve!mcp:");
    var status = lab.task(upid);
    assertThat(status.get("upid")).isEqualTo(upid);
    assertThat(status.get("user")).isEqualTo("ops@pve");
    assertThat(status.get("tokenid")).isEqualTo("mcp");
    assertThat(status.get("starttime")).isEqualTo((int) lab.clock().instant().getEpochSecond());
    assertThat(status.containsKey("exitstatus")).isFalse();
  }

  @Test
  void a_running_task_is_active_and_an_ended_one_archived() throws IOException {
    String upid = lab.power("pve3/qemu/107", "start", "");
    var active = lab.get("/nodes/pve3/tasks?source=active").row("upid", upid);

    assertThat(active.get("status")).isEqualTo("RUNNING");
    assertThat(active.get("saved")).isEqualTo("0");
    assertThat(active.containsKey("endtime")).isFalse();
    assertThat(lab.get("/nodes/pve3/tasks").column("upid")).doesNotContain(upid);
    assertThat(lab.get("/nodes/pve3/tasks?source=all").column("upid")).startsWith(upid);

    lab.pass(2);

    assertThat(lab.get("/nodes/pve3/tasks?source=active").rows()).isEmpty();
    var archived = lab.get("/nodes/pve3/tasks").rows().getFirst();
    assertThat(archived.get("upid")).isEqualTo(upid);
    assertThat(archived.get("status")).isEqualTo("OK");
    assertThat(archived.get("endtime")).isEqualTo((int) lab.clock().instant().getEpochSecond());
  }

  @Test
  void in_the_clusters_list_a_running_task_has_neither_status_nor_end() throws IOException {
    String upid = lab.power("pve3/qemu/107", "start", "");
    var running = lab.get("/cluster/tasks").row("upid", upid);

    assertThat(running.containsKey("status")).isFalse();
    assertThat(running.containsKey("endtime")).isFalse();
    assertThat(running.containsKey("pid")).isTrue();

    lab.pass(2);

    var ended = lab.get("/cluster/tasks").row("upid", upid);
    assertThat(ended.get("status")).isEqualTo("OK");
    assertThat(ended.get("saved")).isEqualTo("1");
  }

  @Test
  void tasks_are_filtered_by_guest_type_user_result_and_time() throws IOException {
    assertThat(lab.get("/nodes/pve1/tasks?vmid=108").column("type")).containsExactly("qmstart");
    assertThat(lab.get("/nodes/pve1/tasks?typefilter=aptupdate").rows()).hasSize(1);
    assertThat(lab.get("/nodes/pve1/tasks?userfilter=ops").column("id")).containsExactly("116");
    assertThat(lab.get("/nodes/pve1/tasks?statusfilter=error").column("id")).containsExactly("108");
    assertThat(lab.get("/nodes/pve1/tasks?statusfilter=warning").column("id"))
        .containsExactly("101", "116");
    assertThat(lab.get("/nodes/pve1/tasks?errors=1").column("id"))
        .containsExactly("108", "101", "116");
    long threeHoursAgo = lab.clock().instant().getEpochSecond() - 3 * 3600;
    assertThat(lab.get("/nodes/pve1/tasks?since=" + threeHoursAgo).column("id"))
        .containsExactly("108");
    assertThat(lab.get("/nodes/pve1/tasks?until=" + threeHoursAgo).column("id"))
        .doesNotContain("108")
        .isNotEmpty();
  }

  @Test
  void pages_of_tasks_come_with_the_total_unless_that_is_nothing() throws IOException {
    Lab.Answer all = lab.get("/nodes/pve1/tasks");
    Lab.Answer page = lab.get("/nodes/pve1/tasks?limit=2&start=1");

    assertThat(page.column("upid")).isEqualTo(all.column("upid").subList(1, 3));
    assertThat(page.body().get("total")).isEqualTo(all.rows().size());
    assertThat(lab.get("/nodes/pve1/tasks?vmid=555").body().containsKey("total")).isFalse();
  }

  @Test
  void a_token_without_rights_on_the_node_sees_its_own_tasks_only() throws IOException {
    String upid = lab.power("pve3/qemu/107", "start", "");
    SimulatedToken blind = lab.cluster().blindToken();

    assertThat(lab.get(blind, "/nodes/pve3/tasks?source=all").rows()).isEmpty();
    assertThat(lab.get(blind, "/nodes/pve3/tasks/" + upid + "/status").reason())
        .isEqualTo("Permission check failed (/nodes/pve3, Sys.Audit)");
    assertThat(lab.delete(lab.cluster().auditorToken(), "/nodes/pve3/tasks/" + upid).reason())
        .isEqualTo("Permission check failed (/nodes/pve3, Sys.Modify)");
  }

  @Test
  void a_log_is_read_in_pages() throws IOException {
    String upid = failedBackup();
    String path = "/nodes/pve2/tasks/" + upid + "/log";
    List<Object> all = lab.get(path + "?limit=0").column("t");

    Lab.Answer page = lab.get(path + "?start=2&limit=3");
    assertThat(page.column("n")).containsExactly("3", "4", "5");
    assertThat(page.column("t")).isEqualTo(all.subList(2, 5));
    assertThat(page.body().get("total")).isEqualTo(all.size());

    Lab.Answer beyond = lab.get(path + "?start=9999");
    assertThat(beyond.rows()).isEmpty();
    assertThat(beyond.body().get("total")).isEqualTo(all.size());
  }

  @Test
  void a_log_can_be_downloaded_as_text() throws IOException {
    String path = "/api2/json/nodes/pve2/tasks/" + failedBackup() + "/log?download=1";
    try (RawClient client = lab.connect()) {
      RawClient.Reply reply = client.get(path, Lab.authorization(lab.cluster().auditorToken()));

      assertThat(reply.headers()).containsEntry("content-type", "text/plain");
      assertThat(reply.body()).startsWith("INFO: starting").endsWith("TASK ERROR: job errors\n");
    }
  }

  @Test
  void the_decisive_lines_of_a_failed_backup_are_in_its_log() throws IOException {
    assertThat(lab.log(failedBackup()).toString()).contains("No space left on device");
  }

  private String failedBackup() throws IOException {
    return lab.get("/nodes/pve2/tasks?statusfilter=error").column("upid").getFirst().toString();
  }

  @Test
  void an_unknown_task_has_no_status_and_a_log_that_says_so() throws IOException {
    String path = "/nodes/pve1/tasks/UPID:pve1:00000001:00000002:6B000000:qmstart:100:root@pam:";

    assertThat(lab.get(path + "/status").errors()).hasToString("{upid=no such task}");
    assertThat(lab.get(path + "/log").column("t"))
        .containsExactly("unable to open file - No such file or directory");
  }

  @Test
  void a_task_is_looked_up_on_the_node_of_the_path() throws IOException {
    String upid = lab.power("pve3/qemu/107", "start", "");

    assertThat(lab.get("/nodes/pve1/tasks/" + upid + "/status").errors())
        .hasToString("{upid=no such task}");
  }

  @Test
  void a_percent_encoded_upid_is_the_same() throws IOException {
    String upid = lab.power("pve3/qemu/107", "start", "");
    String encoded = upid.replace(":", "%3A").replace("@", "%40").replace("!", "%21");

    assertThat(lab.get("/nodes/pve3/tasks/" + encoded + "/status").object().get("id"))
        .isEqualTo("107");
  }

  @Test
  void stopping_an_ended_task_changes_nothing() throws IOException {
    String upid = failedBackup();

    assertThat(lab.delete(lab.cluster().adminToken(), "/nodes/pve2/tasks/" + upid).status())
        .isEqualTo(200);
    assertThat(lab.task(upid).get("exitstatus")).isEqualTo("job errors");
  }

  @Test
  void an_inspector_sees_all_tasks_the_latest_first() throws IOException {
    String upid = lab.power("pve3/qemu/107", "start", "");

    SimulatedTask running = lab.cluster().tasks().getFirst();
    assertThat(running.upid()).isEqualTo(upid);
    assertThat(running.running()).isTrue();
    assertThat(lab.cluster().tasks())
        .extracting(SimulatedTask::exitStatus)
        .contains("OK", "WARNINGS: 1", "job errors");
  }
}
