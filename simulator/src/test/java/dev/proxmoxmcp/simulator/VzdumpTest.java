package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VzdumpTest {
  private static final String VZDUMP = "/nodes/pve1/vzdump";
  private static final int LONG_ENOUGH = 600;

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private String exit(String upid) throws IOException {
    return String.valueOf(lab.task(upid).get("exitstatus"));
  }

  @Test
  void a_container_is_backed_up_with_the_log_of_a_real_one() throws IOException {
    String upid =
        lab.post(
                VZDUMP,
                "vmid=200&storage=local&mode=stop&protected=1&notes-template=%7B%7Bguestname%7D%7D+x")
            .text();
    assertThat(lab.cluster().guest(200).orElseThrow().status()).isEqualTo("stopped");
    assertThat(lab.cluster().guest(200).orElseThrow().lock()).isEqualTo("backup");
    lab.pass(LONG_ENOUGH);

    assertThat(upid).contains(":vzdump:200:");
    assertThat(exit(upid)).isEqualTo("OK");
    assertThat(lab.log(upid).toString())
        .contains(
            "INFO: starting new backup job: vzdump 200 --mode stop --node pve1 --storage local",
            "INFO: Starting Backup of VM 200 (lxc)",
            "INFO: CT Name: dns",
            "INFO: creating vzdump archive '/var/lib/vz/dump/vzdump-lxc-200-",
            "INFO: adding notes to backup",
            "INFO: Finished Backup of VM 200 (",
            "INFO: Backup job finished successfully",
            "TASK OK");
    assertThat(lab.cluster().guest(200).orElseThrow().status()).isEqualTo("running");
    assertThat(lab.cluster().guest(200).orElseThrow().lock()).isEmpty();
    Map<?, ?> archive =
        lab.get("/nodes/pve1/storage/local/content?content=backup&vmid=200").row("notes", "dns x");
    assertThat(archive.get("protected")).isEqualTo(1);
    assertThat(Lab.whole(archive, "size")).isPositive();
  }

  @Test
  void all_guests_of_a_node_are_backed_up_but_for_those_that_are_left_out() throws IOException {
    String upid = lab.post(VZDUMP, "all=1&exclude=200,112&storage=pbs").text();
    lab.pass(LONG_ENOUGH);

    assertThat(lab.log(upid).toString())
        .contains("vzdump --all 1 --exclude 200,112 --mode snapshot")
        .contains("Starting Backup of VM 100 (qemu)")
        .doesNotContain("Starting Backup of VM 200", "Starting Backup of VM 112");
  }

  @Test
  void without_a_selection_nothing_is_backed_up() throws IOException {
    assertThat(lab.post(VZDUMP, "storage=pbs").errors().get("vmid"))
        .isEqualTo("property is missing");
    assertThat(lab.post(VZDUMP, "vmid=100&all=1&storage=pbs").errors().get("all"))
        .isEqualTo("option conflicts with option 'vmid'");
  }

  @Test
  void the_name_of_an_archive_tells_how_it_is_packed() throws IOException {
    lab.post(VZDUMP, "vmid=200&storage=local&compress=gzip");
    lab.pass(LONG_ENOUGH);

    assertThat(
            lab.get("/nodes/pve1/storage/local/content?content=backup&vmid=200").column("format"))
        .contains("tar.gz");
    assertThat(lab.get("/nodes/pve1/vzdump/defaults").object().get("compress")).isEqualTo("zstd");
  }

  @Test
  void an_archive_is_there_only_when_it_is_finished() throws IOException {
    String path = "/nodes/pve1/storage/pbs/content?content=backup&vmid=112";
    int before = lab.get(path).rows().size();

    lab.post(VZDUMP, "vmid=112&storage=pbs");
    assertThat(lab.get(path).rows()).hasSize(before);
    lab.pass(LONG_ENOUGH);

    assertThat(lab.get(path).rows()).hasSize(before + 1);
  }

  @Test
  void one_guest_that_cannot_be_backed_up_does_not_keep_the_others_from_it() throws IOException {
    String upid = lab.post("/nodes/pve2/vzdump", "vmid=110,201&storage=pbs").text();
    lab.pass(LONG_ENOUGH);

    assertThat(upid).contains(":vzdump::");
    assertThat(exit(upid)).isEqualTo("job errors");
    assertThat(lab.log(upid).toString())
        .contains(
            "ERROR: Backup of VM 110 failed - VM is locked (backup)",
            "INFO: Finished Backup of VM 201",
            "INFO: Backup job finished with errors",
            "TASK ERROR: job errors");
  }

  @Test
  void an_unknown_vm_and_an_unknown_storage_are_failed_tasks() throws IOException {
    String guest = lab.post(lab.cluster().adminToken(), VZDUMP, "vmid=999&storage=local").text();
    String storage = lab.post(lab.cluster().adminToken(), VZDUMP, "vmid=101&storage=nosuch").text();

    assertThat(exit(guest)).isEqualTo("job errors");
    assertThat(lab.log(guest).toString())
        .contains("ERROR: Backup of VM 999 failed - unable to find VM '999'");
    assertThat(exit(storage))
        .isEqualTo(
            "could not activate storage 'nosuch': storage 'nosuch' does not exist could not get"
                + " storage information for 'nosuch': storage 'nosuch' does not exist");
  }

  @Test
  void a_token_needs_rights_on_the_storage_and_on_the_guest() throws IOException {
    Lab.Answer answer = lab.post(lab.cluster().auditorToken(), VZDUMP, "vmid=101&storage=local");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason())
        .isEqualTo("Permission check failed (/storage/local, Datastore.AllocateSpace)");
  }

  @Test
  void a_backup_that_is_interrupted_leaves_no_lock_and_no_archive() throws IOException {
    String path = "/nodes/pve1/storage/pbs/content?content=backup&vmid=112";
    int before = lab.get(path).rows().size();
    String upid = lab.post(VZDUMP, "vmid=112&storage=pbs").text();

    lab.delete(lab.cluster().operatorToken(), "/nodes/pve1/tasks/" + upid);
    lab.pass(LONG_ENOUGH);

    assertThat(lab.cluster().guest(112).orElseThrow().lock()).isEmpty();
    assertThat(lab.get(path).rows()).hasSize(before);
  }
}
