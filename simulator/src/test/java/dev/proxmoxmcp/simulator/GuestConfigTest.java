package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestConfigTest {
  private static final String STOPPED = "/nodes/pve3/qemu/111";
  private static final String RUNNING = "/nodes/pve1/qemu/101";
  private static final String CONTAINER = "/nodes/pve1/lxc/203";

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private Lab.Answer put(String path, String form) throws IOException {
    return lab.call(lab.cluster().adminToken(), "PUT", "/api2/json" + path, form);
  }

  private Map<?, ?> config(String guest) throws IOException {
    return lab.get(lab.cluster().adminToken(), guest + "/config").object();
  }

  private String ended(String upid) throws IOException {
    lab.pass(60);
    return String.valueOf(lab.task(upid).get("exitstatus"));
  }

  @Test
  void a_stopped_vm_takes_up_what_is_set_and_the_lists_show_it() throws IOException {
    assertThat(put(STOPPED + "/config", "cores=3&memory=2048&name=cache&tags=b%3Ba").data())
        .isNull();

    assertThat(config(STOPPED).get("cores")).isEqualTo(3);
    assertThat(config(STOPPED).get("memory")).isEqualTo("2048");
    assertThat(config(STOPPED).get("tags")).isEqualTo("a;b");
    Map<?, ?> listed = lab.get("/cluster/resources?type=vm").row("vmid", 111);
    assertThat(listed.get("maxcpu")).isEqualTo(3);
    assertThat(Lab.whole(listed, "maxmem")).isEqualTo(2048L << 20);
    assertThat(listed.get("name")).isEqualTo("cache");
  }

  @Test
  void what_a_running_vm_cannot_take_up_waits_for_its_next_start() throws IOException {
    put(RUNNING + "/config", "cores=4&description=now&delete=agent,ostype");

    assertThat(lab.get(RUNNING + "/config?current=1").object().get("cores")).isEqualTo(2);
    assertThat(config(RUNNING).get("cores")).isEqualTo(4);
    assertThat(config(RUNNING).get("description")).isEqualTo("now");
    Lab.Answer pending = lab.get(RUNNING + "/pending");
    assertThat(pending.row("key", "cores"))
        .isEqualTo(Map.of("key", "cores", "value", 2, "pending", 4));
    assertThat(pending.row("key", "ostype"))
        .isEqualTo(Map.of("key", "ostype", "value", "l26", "delete", 1));

    lab.power("pve1/qemu/101", "reboot", "");
    lab.pass(60);
    assertThat(lab.get(RUNNING + "/config?current=1").object().get("cores")).isEqualTo(4);
    assertThat(config(RUNNING).containsKey("ostype")).isFalse();
    assertThat(lab.get("/cluster/resources?type=vm").row("vmid", 101).get("maxcpu")).isEqualTo(4);
  }

  @Test
  void what_waits_can_be_taken_back() throws IOException {
    put(RUNNING + "/config", "cores=4");

    put(RUNNING + "/config", "revert=cores");

    assertThat(lab.get(RUNNING + "/pending").row("key", "cores"))
        .isEqualTo(Map.of("key", "cores", "value", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo=bar | foo | property is not defined in schema and the schema does not allow"
            + " additional properties",
        "delete=frobnicate | delete | unknown option 'frobnicate'",
        "cores=1&delete=cores | delete | you can't use '-cores' and -delete cores' at the same"
            + " time",
        "cores=0 | cores | value must have a minimum value of 1",
        "cpulimit=999 | cpulimit | value must have a maximum value of 128",
        "onboot=yes | onboot | type check ('boolean') failed - got 'yes'",
        "skiplock=1&cores=1 | skiplock | Only root may use this option."
      })
  void what_is_wrong_with_a_parameter_is_said_beside_its_name(
      String form, String parameter, String complaint) throws IOException {
    Lab.Answer answer = put(STOPPED + "/config", form);

    assertThat(answer.status()).isEqualTo(400);
    Object said = answer.errors().get(parameter);
    assertThat(said).isEqualTo(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/nodes/pve3/qemu/111 | '' | no options specified",
        "/nodes/pve3/qemu/111 | cores=1&digest=0000000000000000000000000000000000000000 | checksum"
            + " mismatch (file change by other user?)",
        "/nodes/pve1/lxc/203 | memory=64&digest=0000000000000000000000000000000000000000 | detected"
            + " modified configuration - file changed by other user? Try again.",
        "/nodes/pve2/qemu/110 | cores=1 | VM is locked (backup)",
        "/nodes/pve3/qemu/111 | args=-no-hpet | only root can set 'args' config",
        "/nodes/pve3/qemu/111 | scsi1=nosuch:4 | storage 'nosuch' does not exist",
        "/nodes/pve1/qemu/999 | cores=1 | Configuration file 'nodes/pve1/qemu-server/999.conf' does"
            + " not exist"
      })
  void what_cannot_be_changed_is_refused_in_proxmoxs_words(String guest, String form, String text)
      throws IOException {
    Lab.Answer answer = put(guest + "/config", form);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason()).isEqualTo(text);
  }

  @Test
  void the_right_digest_is_no_obstacle() throws IOException {
    Object digest = config(STOPPED).get("digest");

    assertThat(put(STOPPED + "/config", "cores=2&digest=" + digest).status()).isEqualTo(200);
    assertThat(config(STOPPED).get("digest")).isNotEqualTo(digest);
  }

  @Test
  void an_auditor_is_told_which_privileges_a_change_takes() throws IOException {
    Lab.Answer answer =
        lab.call(
            lab.cluster().auditorToken(), "PUT", "/api2/json" + CONTAINER + "/config", "memory=64");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason())
        .isEqualTo(
            "Permission check failed (/vms/203, VM.Config.Disk|VM.Config.CPU|VM.Config.Memory"
                + "|VM.Config.Network|VM.Config.Options)");
  }

  @Test
  void a_change_by_task_says_what_it_changes() throws IOException {
    String upid = lab.post(lab.cluster().adminToken(), STOPPED + "/config", "memory=160").text();

    assertThat(ended(upid)).isEqualTo("OK");
    assertThat(lab.log(upid)).containsExactly("update VM 111: -memory 160", "TASK OK");
    assertThat(config(STOPPED).get("memory")).isEqualTo("160");
  }

  @Test
  void a_new_disk_is_a_volume_and_a_deleted_one_stays_unused() throws IOException {
    put(STOPPED + "/config", "scsi1=nas:4");
    assertThat(config(STOPPED).get("scsi1")).isEqualTo("nas:111/vm-111-disk-0.qcow2,size=4G");
    assertThat(volumes("nas", 111)).containsExactly("nas:111/vm-111-disk-0.qcow2");

    put(STOPPED + "/config", "delete=scsi1");
    assertThat(config(STOPPED).get("unused0")).isEqualTo("nas:111/vm-111-disk-0.qcow2");
    assertThat(volumes("nas", 111)).hasSize(1);

    put(STOPPED + "/config", "delete=unused0");
    assertThat(config(STOPPED).containsKey("unused0")).isFalse();
    assertThat(volumes("nas", 111)).isEmpty();
  }

  private List<Object> volumes(String storage, int vmid) throws IOException {
    return lab.get(
            lab.cluster().adminToken(), "/nodes/pve3/storage/" + storage + "/content?vmid=" + vmid)
        .column("volid");
  }

  @ParameterizedTest
  @CsvSource({
    "scsi0, %2B2G, OK",
    "scsi0, 1G, shrinking disks is not supported",
    "scsi5, %2B1G, disk 'scsi5' does not exist"
  })
  void a_disk_grows_and_does_not_shrink(String disk, String size, String outcome)
      throws IOException {
    String upid = put(STOPPED + "/resize", "disk=" + disk + "&size=" + size).text();

    assertThat(ended(upid)).isEqualTo(outcome);
    String grown = outcome.equals("OK") ? "size=10G" : "size=8G";
    assertThat(Objects.toString(config(STOPPED).get("scsi0"))).contains(grown);
  }

  @Test
  void a_disk_moves_to_another_storage() throws IOException {
    String upid =
        lab.post(
                lab.cluster().adminToken(),
                STOPPED + "/move_disk",
                "disk=scsi0&storage=nas&delete=1")
            .text();

    assertThat(ended(upid)).isEqualTo("OK");
    assertThat(Objects.toString(config(STOPPED).get("scsi0")))
        .startsWith("nas:111/vm-111-disk-0.qcow2,");
    assertThat(volumes("local-lvm", 111)).isEmpty();
    assertThat(
            lab.post(lab.cluster().adminToken(), STOPPED + "/move_disk", "disk=scsi0&storage=nas")
                .reason())
        .isEqualTo("you can't move to the same storage with same format");
  }
}
