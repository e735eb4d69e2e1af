package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.BackupLab.Said;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a simulated Backup Server answers, and that it shows what the cluster beside it shows. */
class BackupServerTest {
  private static final String MAIN = "/admin/datastore/main";
  private static final String PBS_CONTENT = "/nodes/pve1/storage/pbs/content";

  private BackupLab lab;

  @BeforeEach
  void start() throws IOException {
    lab = BackupLab.start();
  }

  @AfterEach
  void stop() throws IOException {
    lab.close();
  }

  @Test
  void errors_are_plain_texts_with_a_status() throws IOException {
    assertThat(lab.raw("GET", "/api2/json/version", "", ""))
        .isEqualTo(new Said(401, "text/plain", "authentication failed"));
    assertThat(lab.get("/nowhere"))
        .isEqualTo(new Said(404, "text/plain", "Path '/api2/json/nowhere' not found."));
    assertThat(lab.get(lab.server().blindToken(), "/nodes/localhost/status"))
        .isEqualTo(new Said(403, "text/plain", "permission check failed"));
    assertThat(lab.get("/admin/datastore/nope/snapshots"))
        .isEqualTo(new Said(400, "text/plain", "datastore 'nope' does not exist"));
    assertThat(lab.get(MAIN + "/snapshots?colour=red").text())
        .isEqualTo(
            "parameter verification failed - 'colour': schema does not allow additional"
                + " properties");
  }

  @Test
  void json_must_have_the_types_of_the_schema_and_a_form_is_read_as_they_want() throws IOException {
    String path = MAIN + "/prune";
    assertThat(
            lab.post(path, "{\"backup-type\":\"vm\",\"backup-id\":\"100\",\"dry-run\":1}").text())
        .isEqualTo("parameter verification failed - 'dry-run': Expected boolean value.");
    assertThat(lab.post(path, "backup-type=vm&backup-id=100&dry-run=1&keep-last=1").status())
        .isEqualTo(200);
    assertThat(lab.post(path, "backup-type=vm&keep-last=0").text())
        .isEqualTo(
            "parameter verification failed - 'keep-last': value must have a minimum value of 1"
                + " (got 0)");
    assertThat(lab.post(path, "keep-last=1").text())
        .startsWith("parameter verification failed:\n- 'backup-id': parameter is missing");
  }

  @Test
  void it_lists_the_very_backups_that_the_cluster_shows_on_its_storage() throws IOException {
    Lab.Answer volumes = lab.lab().get(PBS_CONTENT);
    List<Map<?, ?>> snapshots = lab.get(MAIN + "/snapshots").rows();

    assertThat(snapshots)
        .extracting(row -> Lab.whole(row, "backup-time"))
        .containsExactlyInAnyOrderElementsOf(
            volumes.rows().stream().map(row -> Lab.whole(row, "ctime")).toList());
    assertThat(snapshots)
        .extracting(row ->
            row.get("verification") instanceof Map<?, ?> last
                ? String.valueOf(last.get("state"))
                : "none")
        .contains("ok", "failed", "none");
    assertThat(snapshots)
        .allSatisfy(
            row -> assertThat(String.valueOf(row.get("owner"))).isEqualTo("pve@pbs!backup"));
    assertThat(Lab.whole(lab.get(MAIN + "/status").object(), "used"))
        .isEqualTo(Lab.whole(lab.lab().get("/nodes/pve1/storage/pbs/status").object(), "used"));
  }

  @Test
  void what_is_removed_here_is_gone_there_and_what_is_made_there_is_here() throws IOException {
    Map<?, ?> snapshot = lab.get(MAIN + "/snapshots?backup-id=103").rows().getFirst();
    String query =
        "?backup-type=vm&backup-id=103&backup-time=" + Lab.whole(snapshot, "backup-time");

    assertThat(
            lab.call(lab.server().operatorToken(), "DELETE", MAIN + "/snapshots" + query, "")
                .status())
        .isEqualTo(200);
    assertThat(lab.lab().get(PBS_CONTENT).column("ctime"))
        .doesNotContain(String.valueOf(Lab.whole(snapshot, "backup-time")));

    assertThat(lab.lab().post("/nodes/pve1/vzdump", "vmid=100&storage=pbs").status())
        .isEqualTo(200);
    lab.lab().pass(120);
    assertThat(lab.get(MAIN + "/snapshots?backup-id=100").rows()).hasSize(4);
  }

  @Test
  void notes_and_protection_are_the_same_on_both_sides() throws IOException {
    long time =
        Lab.whole(lab.get(MAIN + "/snapshots?backup-id=103").rows().getFirst(), "backup-time");
    String which = "backup-type=vm&backup-id=103&backup-time=" + time;
    SimulatedToken operator = lab.server().operatorToken();

    lab.call(operator, "PUT", MAIN + "/notes", which + "&notes=keep%20me");
    lab.call(operator, "PUT", MAIN + "/protected", which + "&protected=1");

    Map<?, ?> volume = lab.lab().get(PBS_CONTENT).row("ctime", (int) time);
    assertThat(volume.get("notes")).isEqualTo("keep me");
    assertThat(volume.get("protected")).isEqualTo(1);
    assertThat(lab.call(operator, "DELETE", MAIN + "/snapshots?" + which, "").text())
        .startsWith("cannot remove protected snapshot vm/103/");
  }

  @Test
  void a_prune_keeps_what_it_is_told_and_says_so_before() throws IOException {
    String form = "backup-type=vm&backup-id=100&keep-last=1";

    List<Map<?, ?>> preview = lab.post(MAIN + "/prune", form + "&dry-run=1").rows();
    assertThat(preview)
        .extracting(row -> (Object) row.get("keep"))
        .containsExactly(false, false, true);
    assertThat(lab.get(MAIN + "/snapshots?backup-id=100").rows()).hasSize(3);

    lab.post(MAIN + "/prune", form);
    assertThat(lab.get(MAIN + "/snapshots?backup-id=100").rows()).hasSize(1);
  }

  @Test
  void a_verification_takes_time_and_fails_on_the_broken_snapshot() throws IOException {
    String upid =
        lab.post(MAIN + "/verify", "backup-type=vm&backup-id=105&ignore-verified=0").upid();

    assertThat(upid).matches("UPID:backup1(:[0-9A-F]{8}){4}:verify_group:.*:ops@pbs!mcp:");
    assertThat(lab.task(upid).get("status")).isEqualTo("running");
    lab.lab().pass(60);
    assertThat(lab.task(upid).get("exitstatus"))
        .isEqualTo("verification failed - please check the log for details");
    assertThat(lab.log(upid).getLast().toString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00: TASK ERROR: verification.*");
    assertThat(lab.get(MAIN + "/snapshots?backup-id=105").rows())
        .filteredOn(row -> "failed".equals(Lab.object(row, "verification").get("state")))
        .hasSize(1);
  }

  @Test
  void garbage_collection_runs_once_at_a_time_and_is_told_of() throws IOException {
    assertThat(lab.get("/admin/datastore/archive/gc").object().get("upid")).isNull();
    String upid = lab.post("/admin/datastore/archive/gc", "").upid();

    assertThat(lab.post("/admin/datastore/archive/gc", "").text())
        .isEqualTo("garbage collection already running");
    lab.lab().pass(60);
    assertThat(lab.get("/admin/datastore/archive/gc").object().get("upid")).isEqualTo(upid);
    assertThat(lab.get("/admin/gc").column("store")).containsExactly("archive", "main");
  }

  @Test
  void a_job_is_made_run_and_removed() throws IOException {
    SimulatedToken admin = lab.server().adminToken();
    assertThat(
            lab.call(admin, "POST", "/config/verify", "id=v-more&store=main&schedule=daily")
                .status())
        .isEqualTo(200);
    assertThat(lab.call(admin, "POST", "/config/verify", "id=v-more&store=main").text())
        .isEqualTo("job 'v-more' already exists.");

    String upid = lab.call(admin, "POST", "/admin/verify/v-more/run", "").upid();
    lab.lab().pass(300);
    assertThat(lab.task(upid).get("exitstatus")).isEqualTo("OK");
    assertThat(lab.get("/admin/verify").rows())
        .filteredOn(row -> "v-more".equals(row.get("id")))
        .singleElement()
        .satisfies(row -> assertThat((Object) row.get("last-run-upid")).isEqualTo(upid));

    lab.call(admin, "DELETE", "/config/verify/v-more", "");
    assertThat(lab.get("/config/verify/v-more").text()).isEqualTo("no such verification 'v-more'");
  }

  @Test
  void a_token_sees_what_it_owns_and_no_more() throws IOException {
    SimulatedToken narrow = lab.server().narrowToken();

    assertThat(lab.get(narrow, "/admin/datastore").column("store")).containsExactly("archive");
    assertThat(lab.get(narrow, "/admin/datastore/archive/snapshots?ns=fileserver").rows())
        .hasSize(3);
    assertThat(lab.get(narrow, MAIN + "/snapshots").text())
        .isEqualTo(
            "permission check failed - missing Datastore.Audit|Datastore.Backup on"
                + " /datastore/main");
    assertThat(lab.get(lab.server().blindToken(), "/admin/datastore").rows()).isEmpty();
    assertThat(lab.get(lab.server().blindToken(), "/nodes/localhost/tasks").rows()).isEmpty();
  }

  @Test
  void a_new_token_has_what_both_it_and_its_user_were_granted() throws IOException {
    SimulatedToken admin = lab.server().adminToken();
    lab.call(admin, "POST", "/access/users", "userid=me@pbs");
    Map<?, ?> made = lab.call(admin, "POST", "/access/users/me@pbs/token/one", "").object();
    String header = "Authorization: PBSAPIToken=me@pbs!one:" + made.get("value") + "\r\n";
    lab.call(admin, "PUT", "/access/acl", "path=/datastore/main&role=Audit&auth-id=me@pbs!one");

    assertThat(lab.raw("GET", "/api2/json" + MAIN + "/status", header, "").status()).isEqualTo(403);
    lab.call(admin, "PUT", "/access/acl", "path=/&role=Audit&auth-id=me@pbs");
    assertThat(lab.raw("GET", "/api2/json" + MAIN + "/status", header, "").status()).isEqualTo(200);
    assertThat(
            lab.raw("GET", "/api2/json/access/permissions?path=/datastore/main", header, "").text())
        .contains("\"Datastore.Audit\":true");
  }

  @Test
  void a_ticket_works_with_its_token_against_forgery() throws IOException {
    SimulatedToken admin = lab.server().adminToken();
    lab.call(admin, "POST", "/access/users", "userid=me@pbs&password=secret12");
    lab.call(admin, "PUT", "/access/acl", "path=/&role=Admin&auth-id=me@pbs");

    Map<?, ?> login =
        lab.raw("POST", "/api2/json/access/ticket", "", "username=me@pbs&password=secret12")
            .object();
    String cookie = "Cookie: PBSAuthCookie=" + login.get("ticket") + "\r\n";

    assertThat(lab.raw("GET", "/api2/json/version", cookie, "").status()).isEqualTo(200);
    assertThat(lab.raw("POST", "/api2/json" + MAIN + "/gc", cookie, "").status()).isEqualTo(401);
    String csrf = "CSRFPreventionToken: " + login.get("CSRFPreventionToken") + "\r\n";
    assertThat(lab.raw("POST", "/api2/json" + MAIN + "/gc", cookie + csrf, "").status())
        .isEqualTo(200);
    assertThat(
            lab.raw("POST", "/api2/json/access/ticket", "", "username=me@pbs&password=wrong123")
                .status())
        .isEqualTo(401);
  }

  @Test
  void the_past_is_told_by_tasks_that_fit_what_is_there() throws IOException {
    List<Map<?, ?>> tasks = lab.get("/nodes/localhost/tasks?limit=0").rows();

    assertThat(tasks)
        .extracting(row -> String.valueOf(row.get("worker_type")))
        .contains("backup", "verificationjob", "prunejob", "garbage_collection", "syncjob");
    assertThat(lab.get("/nodes/localhost/tasks?statusfilter=error").column("worker_type"))
        .contains("verificationjob", "backup");
    Map<?, ?> failed =
        lab.get(MAIN + "/snapshots?backup-id=105").rows().stream()
            .filter(row ->
                row.get("verification") instanceof Map<?, ?> last
                    && "failed".equals(last.get("state")))
            .findFirst()
            .orElseThrow();
    String upid = String.valueOf(Lab.object(failed, "verification").get("upid"));
    assertThat(lab.log(upid))
        .anySatisfy(line -> assertThat(line.toString()).contains("Failed to verify the following"));
  }

  @Test
  void a_full_page_of_tasks_counts_one_more_as_the_real_one_does() throws IOException {
    Said page = lab.get("/nodes/localhost/tasks?limit=5");

    assertThat(page.rows()).hasSize(5);
    assertThat(page.body().get("total")).isEqualTo(6);
  }
}
