package dev.proxmoxmcp.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxmoxmcp.base.Secret;
import dev.proxmoxmcp.base.Tier;
import dev.proxmoxmcp.client.ApiToken;
import dev.proxmoxmcp.client.Attempt;
import dev.proxmoxmcp.client.Cluster;
import dev.proxmoxmcp.client.ClusterSettings;
import dev.proxmoxmcp.client.Conflict;
import dev.proxmoxmcp.client.Gate;
import dev.proxmoxmcp.client.HostAddress;
import dev.proxmoxmcp.client.InvalidParameter;
import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.NotFound;
import dev.proxmoxmcp.client.PermissionDenied;
import dev.proxmoxmcp.client.Product;
import dev.proxmoxmcp.client.ProxmoxException;
import dev.proxmoxmcp.client.TokenId;
import dev.proxmoxmcp.client.UnexpectedReply;
import dev.proxmoxmcp.client.task.Upid;
import dev.proxmoxmcp.client.tls.Trust;
import dev.proxmoxmcp.simulator.ManualClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a Proxmox Backup Server does otherwise than a cluster. */
class BackupServerTest {
  private static final TokenId TOKEN = TokenId.parse("ops@pbs!mcp");

  @Test
  void its_token_has_a_form_of_its_own() throws Exception {
    ApiToken token = new ApiToken(TOKEN, Secret.of(ScriptedHost.SECRET), Product.PBS);
    ManualClock clock = new ManualClock();
    try (ScriptedHost host =
            ScriptedHost.tls(line -> {
              for (Optional<String> asked = line.request(); asked.isPresent(); ) {
                line.answer(ScriptedHost.VERSION);
                asked = line.request();
              }
            });
        Cluster server =
            Cluster.open(
                new ClusterSettings(
                    "backup",
                    host.address(),
                    token,
                    new Trust.Pins(List.of(TestCertificate.USUAL.fingerprint())),
                    Lab.TIMEOUTS),
                clock,
                clock)) {
      server.through(Gate.readsOnly()).cluster().version();

      assertThat(host.requests())
          .singleElement()
          .asString()
          .contains("Authorization: PBSAPIToken=ops@pbs!mcp:" + ScriptedHost.SECRET + "\r\n");
    }
  }

  @Test
  void a_secret_reaches_it_as_it_is() {
    ApiToken token = new ApiToken(TOKEN, Secret.of("50%off"), Product.PBS);

    assertThat(token.authorization()).isEqualTo("PBSAPIToken=ops@pbs!mcp:50%25off");
    assertThat(token).hasToString("ops@pbs!mcp");
  }

  @Test
  void its_errors_are_plain_text_with_nearly_always_the_same_status() {
    assertThat(said(400, "datastore 'nope' does not exist")).isInstanceOf(NotFound.class);
    assertThat(said(400, "datastore 'store1' already exists.")).isInstanceOf(Conflict.class);
    assertThat(said(400, "parameter verification failed - 'store': value too short"))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageContaining("value too short");
    assertThat(said(400, "something broke"))
        .isInstanceOf(UnexpectedReply.class)
        .hasMessageContaining("400 \"something broke\"");
  }

  @Test
  void a_refusal_says_where_to_look_there() {
    assertThat(said(403, "permission check failed"))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("proxmox-backup-manager user permissions 'ops@pbs!mcp'")
        .hasMessageNotContaining("pveum");
    assertThat(said(400, "permission check failed")).isInstanceOf(PermissionDenied.class);
  }

  @Test
  void a_refusal_that_names_what_lacks_has_the_command_that_grants_it() {
    assertThat(
            said(
                403,
                "permission check failed - missing Datastore.Audit|Datastore.Backup on"
                    + " /datastore/main"))
        .hasMessageContaining("lacks Datastore.Audit or Datastore.Backup on /datastore/main")
        .hasMessageContaining(
            "proxmox-backup-manager acl update /datastore/main DatastoreAudit --auth-id"
                + " 'ops@pbs!mcp'");
    assertThat(said(400, "missing permissions 'Sys.Modify' on '/system/tasks'"))
        .isInstanceOf(PermissionDenied.class)
        .hasMessageContaining("lacks Sys.Modify on /system/tasks");
  }

  @Test
  void its_tasks_have_a_number_more_and_escape_what_an_id_may_not_hold() {
    String raw =
        "UPID:pbs:000002F9:00000A1B:0000001C:6B0327B0:verificationjob:store1\\x3av-12:root@pam:";
    Upid upid = Upid.parse(raw);

    assertThat(upid.node()).hasToString("pbs");
    assertThat(upid.type()).isEqualTo("verificationjob");
    assertThat(upid.object()).isEqualTo("store1\\x3av-12");
    assertThat(upid.startedAt().getEpochSecond()).isEqualTo(0x6B0327B0L);
    assertThat(
            PathTemplate.of("/nodes/{node}/tasks/{upid}/status")
                .with(List.of(upid.node(), upid))
                .encoded())
        .contains("store1%5Cx3av-12")
        .doesNotContain("\\");
  }

  private static ProxmoxException said(int status, String text) {
    Attempt attempt =
        new Attempt("backup", new HostAddress("pbs", 8007), "look", "GET /x", Tier.READ, null);
    Reply reply = new Reply(status, "", "text/plain", text + "\n");
    return catchThrowableOfType(ProxmoxException.class, () -> Replies.read(attempt, TOKEN, reply));
  }
}
