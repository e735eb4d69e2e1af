package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TroubledStorageTest {
  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start(settings -> settings.forwardingLimit(Duration.ofMillis(20)));
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  @Test
  void a_hung_storage_is_inactive_and_unknown_and_without_figures() throws IOException {
    lab.cluster().storage("nas").hangs();

    Map<?, ?> listed = lab.get("/nodes/pve1/storage").row("storage", "nas");
    assertThat(listed.get("active")).isEqualTo(0);
    assertThat(listed.get("total")).isEqualTo(0);
    assertThat(listed.containsKey("used_fraction")).isFalse();
    assertThat(lab.get("/nodes/pve1/storage/nas/status").object().get("active")).isEqualTo(0);
    Map<?, ?> resource = lab.get("/cluster/resources?type=storage").row("id", "storage/pve1/nas");
    assertThat(resource.get("status")).isEqualTo("unknown");
    assertThat(resource.containsKey("disk")).isFalse();
    assertThat(lab.get("/nodes/pve1/storage").row("storage", "local").get("active")).isEqualTo(1);
  }

  @Test
  void a_guest_with_a_disk_on_a_hung_storage_does_not_start() throws IOException {
    lab.cluster().storage("nas").hangs();

    String upid = lab.power("pve1/qemu/108", "start", "");
    lab.pass(5);

    assertThat(lab.task(upid).get("exitstatus")).isEqualTo("storage 'nas' is not online");
  }

  @Test
  void a_vm_with_a_disk_on_a_hung_storage_gets_no_snapshot() throws IOException {
    lab.cluster().storage("nas").hangs();

    String upid = lab.post("/nodes/pve1/qemu/108/snapshot", "snapname=before").text();
    lab.pass(5);

    assertThat(lab.task(upid).get("exitstatus")).isEqualTo("storage 'nas' is not online");
    assertThat(lab.get("/nodes/pve1/qemu/108/snapshot").rows()).hasSize(1);
  }

  @Test
  void a_storage_that_fills_has_hardly_any_space_left() throws IOException {
    lab.cluster().storage("pbs").fills();

    Map<?, ?> listed = lab.get("/nodes/pve1/storage").row("storage", "pbs");
    assertThat(Lab.decimal(listed, "used_fraction").doubleValue()).isBetween(0.998, 1.0);
    assertThat(Lab.whole(listed, "avail")).isPositive();
    assertThat(lab.cluster().storage("pbs").condition()).isEqualTo("full");
    Map<?, ?> resource = lab.get("/cluster/resources?type=storage").row("id", "storage/pve1/pbs");
    assertThat(resource.get("disk")).isEqualTo(listed.get("used"));
  }

  private String backUp(int vmid) throws IOException {
    String upid =
        lab.post(
                lab.cluster().adminToken(),
                "/nodes/pve1/vzdump",
                "storage=pbs&mode=snapshot&vmid=" + vmid)
            .text();
    lab.clock().advance(Duration.ofHours(1));
    return upid;
  }

  private long backups() throws IOException {
    return lab.get("/nodes/pve1/storage/pbs/content?content=backup").rows().size();
  }

  @Test
  void a_backup_to_a_full_storage_fails_and_leaves_nothing_behind() throws IOException {
    long before = backups();
    lab.cluster().storage("pbs").fills();

    String upid = backUp(101);
    assertThat(lab.task(upid).get("exitstatus")).isEqualTo("job errors");
    assertThat(lab.log(upid)).anyMatch(line -> line.toString().contains("No space left on device"));
    assertThat(backups()).isEqualTo(before);
    assertThat(lab.cluster().guest(101).orElseThrow().lock()).isEmpty();

    lab.cluster().storage("pbs").comesBack();
    assertThat(lab.task(backUp(101)).get("exitstatus")).isEqualTo("OK");
    assertThat(backups()).isEqualTo(before + 1);
  }

  @Test
  void a_backup_to_a_hung_storage_fails() throws IOException {
    lab.cluster().storage("pbs").hangs();

    assertThat(lab.task(backUp(101)).get("exitstatus"))
        .isEqualTo("could not activate storage 'pbs': storage 'pbs' is not online");
  }

  @Test
  void a_storage_that_comes_back_is_as_it_was() throws IOException {
    Object before = lab.get("/nodes/pve1/storage").data();
    lab.cluster().storage("nas").hangs();
    lab.cluster().storage("nas").comesBack();

    assertThat(lab.get("/nodes/pve1/storage").data()).isEqualTo(before);
  }

  @Test
  void an_unknown_storage_is_answered_with_those_that_exist() {
    assertThatThrownBy(() -> lab.cluster().storage("nfs9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no storage 'nfs9'; there are local, local-lvm, nas, pbs");
  }

  @Test
  void a_guest_with_a_disk_on_a_hung_storage_gets_no_snapshot_and_loses_none() throws IOException {
    String nextcloud = "/nodes/pve1/qemu/104/snapshot";
    lab.post(nextcloud, "snapname=s1");
    lab.pass(5);
    lab.cluster().storage("nas").hangs();

    List<String> tasks =
        List.of(
            lab.post(nextcloud, "snapname=s2").text(),
            lab.post(nextcloud + "/s1/rollback", "").text(),
            lab.delete(lab.cluster().operatorToken(), nextcloud + "/s1").text());

    for (String upid : tasks) {
      assertThat(lab.task(upid).get("exitstatus")).isEqualTo("storage 'nas' is not online");
    }
    assertThat(lab.get(nextcloud).column("name")).containsExactly("s1", "current");
    assertThat(lab.cluster().guest(104).orElseThrow().status()).isEqualTo("running");
    assertThat(lab.cluster().guest(104).orElseThrow().lock()).isEmpty();
  }

  @Test
  void a_hibernated_guest_does_not_wake_from_a_hung_storage_and_stays_hibernated()
      throws IOException {
    lab.post(lab.cluster().adminToken(), "/nodes/pve1/qemu/104/status/suspend", "todisk=1");
    lab.pass(30);
    lab.cluster().storage("nas").hangs();

    String upid = lab.power("pve1/qemu/104", "resume", "");
    lab.pass(30);

    assertThat(lab.task(upid).get("exitstatus")).isEqualTo("storage 'nas' is not online");
    assertThat(lab.cluster().guest(104).orElseThrow().lock()).isEqualTo("suspended");
    lab.cluster().storage("nas").comesBack();
    lab.power("pve1/qemu/104", "resume", "");
    lab.pass(30);
    assertThat(lab.cluster().guest(104).orElseThrow().status()).isEqualTo("running");
    assertThat(lab.cluster().guest(104).orElseThrow().lock()).isEmpty();
  }

  @Test
  void a_guest_whose_disk_is_on_a_hung_storage_is_not_backed_up() throws IOException {
    lab.cluster().storage("nas").hangs();

    String upid = backUp(104);

    assertThat(lab.task(upid).get("exitstatus")).isEqualTo("job errors");
    assertThat(lab.log(upid))
        .contains("ERROR: Backup of VM 104 failed - storage 'nas' is not online");
  }

  @Test
  void used_space_grows_by_a_backup() throws IOException {
    long before = used("pbs");

    backUp(101);

    long archive =
        lab.get("/nodes/pve1/storage/pbs/content?content=backup&vmid=101").rows().stream()
            .mapToLong(row -> Lab.whole(row, "size"))
            .toArray()[3];
    assertThat(used("pbs")).isEqualTo(before + archive);
    Map<?, ?> resource = lab.get("/cluster/resources?type=storage").row("id", "storage/pve1/pbs");
    assertThat(resource.get("disk")).isEqualTo(used("pbs"));
  }

  private long used(String storage) throws IOException {
    return Lab.whole(lab.get("/nodes/pve1/storage/" + storage + "/status").object(), "used");
  }
}
