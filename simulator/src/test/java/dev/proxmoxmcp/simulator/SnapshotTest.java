package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTest {
  private static final String WEB1 = "/nodes/pve1/qemu/101";

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private String take(String guest, String form) throws IOException {
    return finished(lab.post(guest + "/snapshot", form).text());
  }

  /** Lets a task end, and returns it. */
  private String finished(String upid) {
    lab.pass(30);
    return upid;
  }

  private String exit(String upid) throws IOException {
    return String.valueOf(lab.task(upid).get("exitstatus"));
  }

  @Test
  void a_guest_without_snapshots_has_its_present_state_alone() throws IOException {
    Lab.Answer answer = lab.get(WEB1 + "/snapshot");

    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.row("name", "current").get("description")).isEqualTo("You are here!");
    assertThat(answer.row("name", "current").get("running")).isEqualTo(1);
    assertThat(answer.row("name", "current").get("parent")).isNull();
  }

  @Test
  void each_snapshot_comes_after_the_one_before_it() throws IOException {
    String upid = take(WEB1, "snapname=before&description=before+the+change");
    take(WEB1, "snapname=after&vmstate=1");

    assertThat(upid).contains(":qmsnapshot:101:");
    assertThat(lab.log(upid))
        .containsExactly(
            "snapshotting 'drive-scsi0' (local-lvm:vm-101-disk-0)",
            "  Logical volume \"snap_vm-101-disk-0_before\" created.",
            "TASK OK");
    Lab.Answer answer = lab.get(WEB1 + "/snapshot");
    assertThat(answer.column("name")).containsExactly("before", "after", "current");
    assertThat(answer.column("parent")).containsExactly("null", "before", "after");
    assertThat(answer.row("name", "before").get("description")).isEqualTo("before the change");
    assertThat(answer.row("name", "before").get("vmstate")).isEqualTo(0);
    assertThat(answer.row("name", "after").get("vmstate")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/nodes/pve1/qemu/101 | snapname=taken | snapshot name 'taken' already used",
        "/nodes/pve2/qemu/110 | snapname=s0 | VM is locked (backup)",
        "/nodes/pve1/qemu/9000 | snapname=s0 | you can't take a snapshot if it's a template",
        "/nodes/pve2/lxc/206 | snapname=s0 | snapshot feature is not available",
        "/nodes/pve1/qemu/999 | snapname=s0 | Configuration file 'nodes/pve1/qemu-server/999.conf'"
            + " does not exist"
      })
  void what_cannot_be_taken_is_a_failed_task(String guest, String form, String error)
      throws IOException {
    take(WEB1, "snapname=taken");

    String upid = finished(lab.post(lab.cluster().adminToken(), guest + "/snapshot", form).text());

    assertThat(exit(upid)).isEqualTo(error);
  }

  @Test
  void names_have_a_grammar_and_two_are_reserved() throws IOException {
    assertThat(lab.post(WEB1 + "/snapshot", "snapname=1+a").errors().get("snapname"))
        .isEqualTo("invalid format - invalid configuration ID '1 a'\n");
    Lab.Answer reserved = lab.post(WEB1 + "/snapshot", "snapname=current");
    assertThat(reserved.status()).isEqualTo(500);
    assertThat(reserved.reason())
        .isEqualTo("unable to use snapshot name 'current' (reserved name)");
  }

  @Test
  void a_container_takes_no_memory() throws IOException {
    assertThat(lab.post("/nodes/pve1/lxc/200/snapshot", "snapname=s0&vmstate=1").errors())
        .hasSize(1);
  }

  @Test
  void while_one_is_taken_the_guest_is_locked_and_another_fails() throws IOException {
    String first = lab.post(WEB1 + "/snapshot", "snapname=s1&vmstate=1").text();
    String second = lab.post(WEB1 + "/snapshot", "snapname=s2").text();

    assertThat(exit(second)).isEqualTo("VM is locked (snapshot)");
    assertThat(lab.get(WEB1 + "/snapshot").row("name", "s1").get("snapstate")).isEqualTo("prepare");
    lab.pass(4);
    assertThat(exit(first)).isEqualTo("OK");
    assertThat(lab.cluster().guest(101).orElseThrow().lock()).isEmpty();
  }

  @Test
  void a_rollback_brings_back_the_configuration_and_stops_the_guest() throws IOException {
    take(WEB1, "snapname=s1");
    take(WEB1, "snapname=s2");

    String upid = finished(lab.post(WEB1 + "/snapshot/s1/rollback", "").text());

    assertThat(upid).contains(":qmrollback:101:");
    assertThat(exit(upid)).isEqualTo("OK");
    assertThat(lab.cluster().guest(101).orElseThrow().status()).isEqualTo("stopped");
    assertThat(lab.get(WEB1 + "/snapshot").row("name", "current").get("parent")).isEqualTo("s1");
  }

  @Test
  void a_rollback_can_start_the_guest_and_one_with_memory_always_does() throws IOException {
    take(WEB1, "snapname=cold");
    take(WEB1, "snapname=warm&vmstate=1");

    finished(lab.post(WEB1 + "/snapshot/cold/rollback", "start=1").text());
    assertThat(lab.cluster().guest(101).orElseThrow().status()).isEqualTo("running");
    finished(lab.post(WEB1 + "/snapshot/cold/rollback", "").text());
    assertThat(lab.cluster().guest(101).orElseThrow().status()).isEqualTo("stopped");
    finished(lab.post(WEB1 + "/snapshot/warm/rollback", "").text());
    assertThat(lab.cluster().guest(101).orElseThrow().status()).isEqualTo("running");
  }

  @Test
  void what_comes_after_a_deleted_snapshot_now_comes_after_the_one_before_it() throws IOException {
    take(WEB1, "snapname=s1");
    take(WEB1, "snapname=s2");
    take(WEB1, "snapname=s3");

    String upid = finished(lab.delete(lab.cluster().operatorToken(), WEB1 + "/snapshot/s2").text());

    assertThat(upid).contains(":qmdelsnapshot:101:");
    assertThat(lab.get(WEB1 + "/snapshot").column("name")).containsExactly("s1", "s3", "current");
    assertThat(lab.get(WEB1 + "/snapshot").row("name", "s3").get("parent")).isEqualTo("s1");
  }

  @Test
  void an_unknown_snapshot_is_a_failed_task_and_an_error_where_its_configuration_is_read()
      throws IOException {
    String rollback = finished(lab.post(WEB1 + "/snapshot/nosuch/rollback", "").text());
    String delete =
        finished(lab.delete(lab.cluster().operatorToken(), WEB1 + "/snapshot/nosuch").text());

    assertThat(exit(rollback)).isEqualTo("snapshot 'nosuch' does not exist");
    assertThat(exit(delete)).isEqualTo("snapshot 'nosuch' does not exist");
    Lab.Answer config = lab.get(WEB1 + "/snapshot/nosuch/config");
    assertThat(config.status()).isEqualTo(500);
    assertThat(config.reason()).isEqualTo("snapshot 'nosuch' does not exist");
  }

  @Test
  void containers_have_snapshots_too() throws IOException {
    String upid = take("/nodes/pve1/lxc/200", "snapname=s1");

    assertThat(upid).contains(":vzsnapshot:200:");
    Lab.Answer answer = lab.get("/nodes/pve1/lxc/200/snapshot");
    assertThat(answer.column("name")).containsExactly("s1", "current");
    assertThat(answer.row("name", "s1").get("vmstate")).isNull();
  }

  @Test
  void a_token_that_may_only_look_takes_none() throws IOException {
    Lab.Answer answer = lab.post(lab.cluster().auditorToken(), WEB1 + "/snapshot", "snapname=s1");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).isEqualTo("Permission check failed (/vms/101, VM.Snapshot)");
  }

  @Test
  void a_change_that_waits_for_a_restart_stands_beside_what_is() throws IOException {
    assertThat(lab.get("/nodes/pve2/qemu/102/pending").row("key", "memory"))
        .isEqualTo(Map.of("key", "memory", "value", "4096", "pending", "8192"));
    assertThat(lab.get("/nodes/pve2/qemu/102/config").object().get("memory")).isEqualTo("8192");

    lab.power("pve2/qemu/102", "reboot", "");
    lab.pass(30);

    assertThat(lab.get("/nodes/pve2/qemu/102/pending").row("key", "memory"))
        .isEqualTo(Map.of("key", "memory", "value", "8192"));
  }

  @Test
  void a_rollback_brings_back_the_files_of_the_guest() throws IOException {
    String agent = WEB1 + "/agent";
    lab.post(agent + "/file-write", "file=/tmp/a&content=before");
    take(WEB1, "snapname=s1");
    lab.post(agent + "/file-write", "file=/tmp/a&content=after");
    lab.post(agent + "/file-write", "file=/tmp/b&content=new");

    finished(lab.post(WEB1 + "/snapshot/s1/rollback", "start=1").text());

    assertThat(lab.get(agent + "/file-read?file=/tmp/a").object().get("content"))
        .isEqualTo("before");
    assertThat(lab.get(agent + "/file-read?file=/tmp/b").reason())
        .contains("No such file or directory");
  }

  @Test
  void a_guest_is_locked_while_it_is_backed_up_and_no_snapshot_is_taken() throws IOException {
    lab.post("/nodes/pve1/vzdump", "vmid=101&storage=pbs");

    assertThat(lab.get(WEB1 + "/status/current").object().get("lock")).isEqualTo("backup");
    assertThat(exit(lab.post(WEB1 + "/snapshot", "snapname=s1").text()))
        .isEqualTo("VM is locked (backup)");
  }
}
