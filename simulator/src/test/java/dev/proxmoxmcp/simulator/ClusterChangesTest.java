package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterChangesTest {
  private static final String JOB =
      "id=nightly&schedule=02:30&storage=pbs&vmid=101,200&prune-backups=keep-daily%3D7";

  private Lab lab;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  private Lab.Answer call(String method, String path, String form) throws IOException {
    return lab.call(lab.cluster().adminToken(), method, "/api2/json" + path, form);
  }

  private Lab.Answer get(String path) throws IOException {
    return lab.get(lab.cluster().adminToken(), path);
  }

  private String exit(Lab.Answer answer) throws IOException {
    assertThat(answer.status()).as(answer.reason()).isEqualTo(200);
    lab.pass(10);
    return String.valueOf(lab.task(answer.text()).get("exitstatus"));
  }

  @Test
  void a_pool_takes_members_in_and_goes_once_it_is_empty() throws IOException {
    call("POST", "/pools", "poolid=dev&comment=development");
    call("PUT", "/pools", "poolid=dev&vms=111&storage=local");

    assertThat(get("/pools?poolid=dev").rows().getFirst().get("comment")).isEqualTo("development");
    assertThat(Objects.toString(get("/pools/dev").object().get("members"))).contains("qemu/111");
    assertThat(lab.get("/cluster/resources?type=vm").row("vmid", 111).get("pool")).isEqualTo("dev");
    assertThat(call("DELETE", "/pools?poolid=dev", "").reason())
        .isEqualTo("delete pool failed: pool 'dev' is not empty (contains VM 111)");

    call("PUT", "/pools", "poolid=dev&vms=111&storage=local&delete=1");
    assertThat(call("DELETE", "/pools?poolid=dev", "").status()).isEqualTo(200);
    assertThat(get("/pools").column("poolid")).doesNotContain("dev");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /pools | poolid=prod | create pool failed: pool 'prod' already exists",
        "PUT | /pools | poolid=infra&vms=101 | update pools failed: VM 101 belongs already to pool"
            + " 'prod' and 'allow-move' is not set",
        "DELETE | /pools/nosuch | '' | delete pool failed: pool 'nosuch' does not exist",
        "POST | /storage | storage=nas&type=dir&path=/x | create storage failed: storage ID 'nas'"
            + " already defined",
        "POST | /storage | storage=ghost&type=dir | missing value for required option 'path'",
        "PUT | /storage/nas | disable=1&digest=00 | update storage failed: detected modified"
            + " configuration - file changed by other user? Try again.",
        "DELETE | /storage/ghost | '' | delete storage failed: storage 'ghost' does not exist",
        "POST | /cluster/ha/resources | sid=vm:999 | resource 'vm:999' does not exist in cluster",
        "GET | /cluster/ha/groups | '' | cannot index groups: ha groups have been migrated to rules"
      })
  void what_cannot_be_changed_is_refused_in_proxmoxs_words(
      String method, String path, String form, String text) throws IOException {
    Lab.Answer answer = method.equals("GET") ? get(path) : call(method, path, form);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.reason()).isEqualTo(text);
  }

  @Test
  void a_storage_comes_is_switched_off_and_goes() throws IOException {
    Lab.Answer added =
        call("POST", "/storage", "storage=extra&type=dir&path=/mnt/extra&content=backup,iso");
    assertThat(added.object()).isEqualTo(Map.of("storage", "extra", "type", "dir"));
    assertThat(get("/nodes/pve1/storage").row("storage", "extra").get("active")).isEqualTo(1);

    call("PUT", "/storage/extra", "disable=1");
    assertThat(get("/nodes/pve1/storage/extra/status").object().get("enabled")).isEqualTo(0);
    assertThat(get("/nodes/pve1/storage/extra/content").reason())
        .isEqualTo("storage 'extra' is disabled");

    call("DELETE", "/storage/extra", "");
    assertThat(get("/storage").column("storage")).doesNotContain("extra");
  }

  @Test
  void a_token_without_the_right_changes_no_storage() throws IOException {
    Lab.Answer answer =
        lab.post(lab.cluster().auditorToken(), "/storage", "storage=x1&type=dir&path=/x");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).isEqualTo("Permission check failed (/storage, Datastore.Allocate)");
  }

  private String backup() throws IOException {
    return get("/nodes/pve1/storage/local/content?content=backup&vmid=203")
        .column("volid")
        .getFirst()
        .toString();
  }

  private long used() throws IOException {
    return Lab.whole(get("/nodes/pve1/storage/local/status").object(), "used");
  }

  @Test
  void a_protected_backup_stays_until_it_is_no_longer_protected() throws IOException {
    String path = "/nodes/pve1/storage/local/content/" + backup();
    long before = used();

    assertThat(get(path).object().get("protected")).isEqualTo(1);
    assertThat(exit(call("DELETE", path, ""))).startsWith("cannot remove protected volume");
    call("PUT", path, "protected=0&notes=keep+it");
    assertThat(get(path).object().get("notes")).isEqualTo("keep it");
    assertThat(used()).isEqualTo(before);

    Lab.Answer deleted = call("DELETE", path, "");
    assertThat(exit(deleted)).isEqualTo("OK");
    assertThat(lab.log(deleted.text()).toString()).contains("Removed volume 'local:backup/");
    assertThat(used()).isLessThan(before);
  }

  @Test
  void a_volume_is_allocated_once() throws IOException {
    String content = "/nodes/pve1/storage/nas/content";
    String form = "vmid=101&filename=vm-101-disk-9.raw&size=1M&format=raw";

    assertThat(call("POST", content, form).text()).isEqualTo("nas:101/vm-101-disk-9.raw");
    assertThat(call("POST", content, form).reason())
        .endsWith("/images/101/vm-101-disk-9.raw' already exists");
    assertThat(exit(call("DELETE", content + "/nas:101/vm-101-disk-9.raw", ""))).isEqualTo("OK");
    assertThat(get(content + "?vmid=101").rows()).isEmpty();
  }

  @Test
  void a_backup_job_is_kept_changed_and_deleted() throws IOException {
    call("POST", "/cluster/backup", JOB);

    Map<?, ?> listed = get("/cluster/backup").row("id", "nightly");
    assertThat(listed.get("prune-backups")).isEqualTo(Map.of("keep-daily", "7"));
    assertThat(Lab.whole(listed, "next-run")).isGreaterThan(lab.clock().instant().getEpochSecond());
    assertThat(get("/cluster/backup-info/not-backed-up").column("vmid"))
        .contains("102")
        .doesNotContain("101", "200");

    assertThat(get("/cluster/backup/nightly/included_volumes").object().toString())
        .contains("id=101:scsi0", "reason=backup=yes", "id=200:rootfs");

    call("PUT", "/cluster/backup/nightly", "enabled=0&schedule=sat+03:00");
    assertThat(get("/cluster/backup/nightly").object().get("enabled")).isEqualTo(0);
    call("DELETE", "/cluster/backup/nightly", "");
    Object complaint = get("/cluster/backup/nightly").errors().get("id");
    assertThat(complaint).isEqualTo("No such job 'nightly'");
  }

  @Test
  void a_backup_job_needs_a_schedule_that_is_one() throws IOException {
    Object complaint =
        call("POST", "/cluster/backup", "id=bad1&schedule=often&all=1").errors().get("schedule");

    assertThat(String.valueOf(complaint)).startsWith("invalid format - invalid calendar event");
  }

  @Test
  void a_guest_under_the_ha_manager_says_so_everywhere_and_is_not_deleted() throws IOException {
    call("POST", "/cluster/ha/resources", "sid=vm:116&state=stopped&max_restart=2&comment=db");

    Map<?, ?> resource = get("/cluster/ha/resources").row("sid", "vm:116");
    assertThat(resource.get("max_restart")).isEqualTo(2);
    assertThat(lab.get("/cluster/resources?type=vm").row("vmid", 116).get("hastate"))
        .isEqualTo("stopped");
    assertThat(get("/cluster/ha/status/current").column("id")).contains("service:vm:116");
    assertThat(call("DELETE", "/nodes/pve1/qemu/116", "").reason())
        .isEqualTo("unable to remove VM 116 - used in HA resources and purge parameter not set.");

    call("DELETE", "/cluster/ha/resources/vm:116", "");
    assertThat(get("/cluster/ha/resources").column("sid")).doesNotContain("vm:116");
  }
}
