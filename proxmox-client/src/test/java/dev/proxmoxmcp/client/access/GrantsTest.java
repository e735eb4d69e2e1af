package dev.proxmoxmcp.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.TokenId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {
  private static final Grants PVE = Grants.ofPve(TokenId.parse("ops@pve!mcp"));
  private static final Grants PBS = Grants.ofPbs(TokenId.parse("ops@pbs!mcp"));

  @Test
  void a_role_with_nothing_else_is_made_where_those_of_proxmox_would_allow_more() {
    assertThat(PVE.mend(List.of(new Lack("/vms/104", List.of("VM.PowerMgmt"), false))))
        .isEqualTo(
            "Grant: pveum role add mcp-VM.PowerMgmt --privs VM.PowerMgmt;"
                + " pveum acl modify /vms/104 --tokens 'ops@pve!mcp' --roles mcp-VM.PowerMgmt"
                + " (and the same with --users ops@pve: a token with privilege separation has no"
                + " more than its user). "
                + Grants.REPLACED);
  }

  @Test
  void on_the_root_a_role_hides_nothing_from_above() {
    assertThat(PVE.mend(List.of(new Lack("/", List.of("Sys.Audit"), false))))
        .doesNotContain(Grants.REPLACED);
  }

  @ParameterizedTest
  @CsvSource({
    "Sys.Audit,PVEAuditor",
    "VM.Clone,PVETemplateUser",
    "Datastore.AllocateSpace,PVEDatastoreUser",
    "SDN.Use,PVESDNUser",
    "SDN.Allocate,mcp-SDN.Allocate",
    "Pool.Audit,PVEPoolUser",
    "Sys.Syslog,mcp-Sys.Syslog"
  })
  void a_role_of_proxmox_is_taken_where_it_lets_one_see_a_little_more_at_most(
      String privilege, String role) {
    assertThat(PVE.mend(List.of(new Lack("/x", List.of(privilege), false))))
        .contains("--roles " + role + " (");
  }

  @Test
  void of_alternatives_the_least_is_granted() {
    assertThat(
            PVE.mend(
                List.of(
                    new Lack(
                        "/vms/104",
                        List.of("VM.GuestAgent.Unrestricted", "VM.GuestAgent.FileRead"),
                        true))))
        .contains("--privs VM.GuestAgent.FileRead;");
    assertThat(PVE.mend(List.of(new Lack("/", List.of("Sys.Modify", "Sys.Audit"), true))))
        .contains("--roles PVEAuditor");
  }

  @Test
  void several_privileges_go_into_one_role() {
    assertThat(PVE.mend(List.of(new Lack("/vms/1", List.of("VM.Snapshot", "VM.Backup"), false))))
        .contains("pveum role add mcp-VM.Backup-VM.Snapshot --privs \"VM.Backup VM.Snapshot\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Datastore.Audit,DatastoreAudit",
    "Datastore.Prune,DatastorePowerUser",
    "Datastore.Modify,DatastoreAdmin",
    "Sys.Audit,Audit",
    "Sys.Modify,Admin"
  })
  void a_backup_server_has_its_own_command_and_only_its_own_roles(String privilege, String role) {
    assertThat(PBS.mend(List.of(new Lack("/datastore/a", List.of(privilege), false))))
        .startsWith(
            "Grant: proxmox-backup-manager acl update /datastore/a "
                + role
                + " --auth-id 'ops@pbs!mcp' (and the same with --auth-id ops@pbs:");
  }
}
