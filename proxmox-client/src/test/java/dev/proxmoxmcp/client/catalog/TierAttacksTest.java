package dev.proxmoxmcp.client.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.Product;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody tries who has got a model to do his bidding, where changes need no person. */
class TierAttacksTest {
  private static final String VM = "/nodes/{node}/qemu/{vmid}";
  private static final String VM_CONFIG = VM + "/config";
  private static final String CONTAINER_CONFIG = "/nodes/{node}/lxc/{vmid}/config";
  private static final String VMS = "/nodes/{node}/qemu";
  private static final String CONTAINERS = "/nodes/{node}/lxc";

  @ParameterizedTest
  @CsvSource({
    "args,-drive file=/etc/shadow",
    "hookscript,local:snippets/mine.pl",
    "hostpci0,0000:01:00",
    "hostpci12,mapping=gpu",
    "usb0,host=1234:5678",
    "serial0,/dev/ttyS0",
    "virtiofs0,etc",
    "lock,''",
    "skiplock,1",
    "scsi1,/dev/sda",
    "scsi1,'cache=none,file=/dev/sda'",
    "virtio3,'none,volume=/etc/shadow'",
    "ide2,'local-lvm:0,import-from=/etc/shadow'",
    "tags,free-for-all",
    "delete,tags",
    "delete,'cores,tags'"
  })
  void a_virtual_machine_does_not_reach_its_node_by_a_change_of_its_configuration(
      String name, String value) {
    assertThat(put(VM_CONFIG, name, value)).isEqualTo(Tier.ADMIN);
    assertThat(tier(ApiMethod.POST, VM_CONFIG, Map.of("vmid", "104", name, value)))
        .isEqualTo(Tier.ADMIN);
  }

  @ParameterizedTest
  @CsvSource({
    "mp0,'/root,mp=/mnt'",
    "mp5,'mp=/mnt,volume=/root'",
    "rootfs,/",
    "dev0,/dev/sda",
    "features,'nesting=1,mount=nfs'",
    "features,nesting=1",
    "unprivileged,0",
    "lxc.cap.drop,''",
    "hookscript,local:snippets/mine.pl"
  })
  void a_container_does_not_reach_its_node_by_a_change_of_its_configuration(
      String name, String value) {
    assertThat(put(CONTAINER_CONFIG, name, value)).isEqualTo(Tier.ADMIN);
  }

  @ParameterizedTest
  @CsvSource({
    "scsi1,local-lvm:vm-100-disk-0",
    "scsi1,'local:100/vm-100-disk-0.qcow2,cache=none'",
    "unused0,local-lvm:vm-100-disk-0",
    "ide3,local:backup/vzdump-qemu-100.vma",
    "scsi1,'local-lvm:0,import-from=local-lvm:vm-100-disk-0'",
    "cipassword,mine",
    "sshkeys,ssh-ed25519%20AAAA",
    "ciuser,root",
    "cicustom,user=local:snippets/mine.yaml"
  })
  void nobody_gets_at_the_data_of_a_guest_by_a_change_of_its_configuration(
      String name, String value) {
    assertThat(put(VM_CONFIG, name, value)).isEqualTo(Tier.EXEC);
  }

  @ParameterizedTest
  @CsvSource({
    "delete,scsi0",
    "delete,'description;unused0'",
    "delete,net0",
    "delete,something-new",
    "force,1",
    "protection,0",
    "protection,off",
    "template,1",
    "scsi0,'local-lvm:vm-104-disk-0,snapshot=1'",
    "scsi0,'local-lvm:vm-104-disk-0,backup=0'"
  })
  void nothing_is_lost_by_a_mere_change_of_a_configuration(String name, String value) {
    assertThat(put(VM_CONFIG, name, value)).isEqualTo(Tier.DESTROY);
  }

  @ParameterizedTest
  @CsvSource({
    "cores,4",
    "memory,8192",
    "description,hello",
    "net0,'virtio,bridge=vmbr0'",
    "scsi1,local-lvm:32",
    "scsi1,'local-lvm:32,ssd=1,discard=on'",
    "scsi0,'local-lvm:vm-104-disk-0,cache=none'",
    "scsi0,'local:100/base-100-disk-0.qcow2/104/vm-104-disk-0.qcow2'",
    "ide2,'local:iso/debian.iso,media=cdrom'",
    "ide2,'none,media=cdrom'",
    "ide2,local-lvm:cloudinit",
    "delete,'description,cores'",
    "serial0,socket",
    "usb0,spice",
    "protection,1",
    "onboot,1"
  })
  void daily_changes_stay_changes(String name, String value) {
    assertThat(put(VM_CONFIG, name, value)).isEqualTo(Tier.CHANGE);
  }

  @Test
  void a_new_guest_is_a_change_and_one_that_overwrites_another_is_not() {
    Map<String, String> fresh =
        Map.of("vmid", "900", "scsi0", "local-lvm:32", "ciuser", "me", "sshkeys", "mine");
    Map<String, String> restored = Map.of("vmid", "900", "archive", "local:backup/x.vma.zst");

    assertThat(post(VMS, fresh)).isEqualTo(Tier.CHANGE);
    assertThat(post(VMS, restored)).isEqualTo(Tier.CHANGE);
    assertThat(post(VMS, with(restored, "force", "1"))).isEqualTo(Tier.DESTROY);
    assertThat(post(CONTAINERS, Map.of("ostemplate", "local:vztmpl/a.tar", "force", "1")))
        .isEqualTo(Tier.DESTROY);
  }

  @Test
  void a_backup_is_not_restored_with_a_password_of_the_callers_choice() {
    Map<String, String> restored = Map.of("vmid", "900", "archive", "local:backup/x.vma.zst");

    assertThat(post(VMS, with(restored, "cipassword", "mine"))).isEqualTo(Tier.EXEC);
    assertThat(
            post(CONTAINERS, Map.of("ostemplate", "b", "restore", "1", "ssh-public-keys", "mine")))
        .isEqualTo(Tier.EXEC);
    assertThat(post(VMS, Map.of("archive", "/etc/shadow"))).isEqualTo(Tier.ADMIN);
    assertThat(post(VMS, Map.of("archive", "-"))).isEqualTo(Tier.ADMIN);
  }

  @Test
  void an_unprivileged_container_may_nest_and_a_privileged_one_is_administration() {
    Map<String, String> container = Map.of("ostemplate", "t", "unprivileged", "1");

    assertThat(post(CONTAINERS, with(container, "features", "nesting=1"))).isEqualTo(Tier.CHANGE);
    assertThat(post(CONTAINERS, with(container, "features", "nesting=1,keyctl=1")))
        .isEqualTo(Tier.ADMIN);
    assertThat(post(CONTAINERS, Map.of("ostemplate", "t", "features", "nesting=1")))
        .isEqualTo(Tier.ADMIN);
    assertThat(post(CONTAINERS, Map.of("ostemplate", "t", "unprivileged", "0")))
        .isEqualTo(Tier.ADMIN);
  }

  /** Who allowed one of the two has not allowed the other, so neither rule alone lets it pass. */
  @Test
  void a_parameter_more_does_not_turn_a_loss_into_something_that_is_allowed() {
    assertThat(post(VMS, Map.of("archive", "b", "force", "1", "cipassword", "mine")))
        .isEqualTo(Tier.ADMIN);
    assertThat(tier(ApiMethod.PUT, VM_CONFIG, Map.of("delete", "scsi0", "ciuser", "me")))
        .isEqualTo(Tier.ADMIN);
  }

  @Test
  void old_backups_are_not_pushed_out_by_new_ones() {
    String run = "/nodes/{node}/vzdump";
    Map<String, String> kept = Map.of("vmid", "104", "remove", "0");

    assertThat(post(run, kept)).isEqualTo(Tier.CHANGE);
    assertThat(post(run, Map.of("vmid", "104"))).isEqualTo(Tier.DESTROY);
    assertThat(post(run, with(kept, "prune-backups", "keep-last=1"))).isEqualTo(Tier.DESTROY);
    assertThat(post(run, with(kept, "stop", "1"))).isEqualTo(Tier.DESTROY);
    assertThat(post(run, with(kept, "script", "/tmp/x"))).isEqualTo(Tier.ADMIN);
    assertThat(post(run, with(kept, "dumpdir", "/etc"))).isEqualTo(Tier.ADMIN);
    assertThat(post("/cluster/backup", Map.of("all", "1"))).isEqualTo(Tier.DESTROY);
  }

  @Test
  void backups_are_not_switched_off_quietly() {
    String job = "/cluster/backup/{id}";

    assertThat(put(job, "enabled", "0")).isEqualTo(Tier.DESTROY);
    assertThat(put(job, "vmid", "999")).isEqualTo(Tier.DESTROY);
    assertThat(put(job, "exclude", "104")).isEqualTo(Tier.DESTROY);
    assertThat(put(job, "comment", "hello")).isEqualTo(Tier.CHANGE);
    assertThat(put("/nodes/{node}/storage/{storage}/content/{volume}", "protected", "0"))
        .isEqualTo(Tier.DESTROY);
  }

  @Test
  void a_guest_is_not_switched_off_through_another_door() {
    assertThat(post(VM + "/status/shutdown", Map.of())).isEqualTo(Tier.CHANGE);
    assertThat(post(VM + "/status/shutdown", Map.of("forceStop", "1"))).isEqualTo(Tier.DESTROY);
    assertThat(put("/cluster/ha/resources/{sid}", "state", "stopped")).isEqualTo(Tier.DESTROY);
    assertThat(put("/cluster/ha/resources/{sid}", "state", "started")).isEqualTo(Tier.CHANGE);
    assertThat(post("/nodes/{node}/stopall", Map.of("force-stop", "0"))).isEqualTo(Tier.DESTROY);
  }

  @Test
  void a_node_is_not_made_to_ask_other_hosts() {
    assertThat(get("/cluster/acme/tos", Map.of())).isEqualTo(Tier.READ);
    assertThat(get("/cluster/acme/tos", Map.of("directory", "http://169.254.169.254/")))
        .isEqualTo(Tier.ADMIN);
    assertThat(get("/nodes/{node}/query-url-metadata", Map.of("url", "http://10.0.0.1/")))
        .isEqualTo(Tier.ADMIN);
    assertThat(post("/nodes/{node}/storage/{storage}/download-url", Map.of()))
        .isEqualTo(Tier.ADMIN);
    assertThat(get("/nodes/{node}/scan/nfs", Map.of("server", "10.0.0.1"))).isEqualTo(Tier.ADMIN);
  }

  @Test
  void disks_do_not_change_hands() {
    assertThat(post(VM + "/move_disk", Map.of("disk", "scsi0", "storage", "nas")))
        .isEqualTo(Tier.CHANGE);
    assertThat(post(VM + "/move_disk", Map.of("disk", "scsi0", "target-vmid", "900")))
        .isEqualTo(Tier.EXEC);
    assertThat(post(VM + "/remote_migrate", Map.of())).isEqualTo(Tier.ADMIN);
  }

  @Test
  void a_shell_of_a_node_is_more_than_one_of_a_guest() {
    assertThat(post(VM + "/termproxy", Map.of())).isEqualTo(Tier.EXEC);
    assertThat(post("/nodes/{node}/termproxy", Map.of())).isEqualTo(Tier.ADMIN);
    assertThat(get("/nodes/{node}/vncwebsocket", Map.of())).isEqualTo(Tier.ADMIN);
    assertThat(post("/nodes/{node}/execute", Map.of())).isEqualTo(Tier.ADMIN);
  }

  @Test
  void what_a_get_shows_can_be_more_than_a_read() {
    assertThat(get(VM + "/cloudinit/dump", Map.of("type", "network"))).isEqualTo(Tier.READ);
    assertThat(get(VM + "/cloudinit/dump", Map.of("type", "user"))).isEqualTo(Tier.EXEC);
    assertThat(get(VM + "/agent/file-read", Map.of())).isEqualTo(Tier.EXEC);
    assertThat(get(VM + "/agent/get-fsinfo", Map.of())).isEqualTo(Tier.READ);
    assertThat(TierTable.builtIn().of(Product.PBS, ApiMethod.GET, "/tape/media/destroy").tier())
        .isEqualTo(Tier.DESTROY);
  }

  @Test
  void who_may_what_is_said_by_administrators() {
    assertThat(put("/access/acl", "path", "/")).isEqualTo(Tier.ADMIN);
    assertThat(put("/pools/{poolid}", "vms", "104")).isEqualTo(Tier.ADMIN);
    assertThat(post("/access/users/{userid}/token/{tokenid}", Map.of())).isEqualTo(Tier.ADMIN);
    assertThat(post("/access/ticket", Map.of("password", "x"))).isEqualTo(Tier.ADMIN);
  }

  private static Tier get(String template, Map<String, String> parameters) {
    return tier(ApiMethod.GET, template, parameters);
  }

  private static Tier post(String template, Map<String, String> parameters) {
    return tier(ApiMethod.POST, template, parameters);
  }

  private static Tier put(String template, String name, String value) {
    Map<String, String> path = template.contains("{vmid}") ? Map.of("vmid", "104") : Map.of();
    return tier(ApiMethod.PUT, template, with(path, name, value));
  }

  private static Tier tier(ApiMethod method, String template, Map<String, String> parameters) {
    Map<String, List<String>> sent = new TreeMap<>();
    parameters.forEach((name, value) -> sent.put(name, List.of(value)));
    assertThat(TierTable.builtIn().knows(Product.PVE, method, template)).isTrue();
    return TierTable.builtIn().of(Product.PVE, method, template, Sent.of(sent)).tier();
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new TreeMap<>(map);
    more.put(name, value);
    return more;
  }
}
