package dev.proxmoxmcp.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionTest {
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = Lab.start();
  }

  @AfterAll
  static void stop() throws IOException {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      textBlock =
          """
          /cluster/status                   > /, Sys.Audit
          /nodes/pve1/status                > /nodes/pve1, Sys.Audit
          /nodes/pve1/qemu/101/config       > /vms/101, VM.Audit
          /nodes/pve1/qemu/999/config       > /vms/999, VM.Audit
          /nodes/pve1/lxc/200/status/current> /vms/200, VM.Audit
          /nodes/pve1/storage/local/status  > /storage/local, Datastore.Audit|Datastore.AllocateSpace
          /storage/local                    > /storage/local, Datastore.Allocate
          /pools?poolid=prod                > /pool/prod, Pool.Audit
          /access/permissions?userid=ops@pve> /access, Sys.Audit
          """)
  void reading_without_the_privilege_is_refused_before_anything_else(String path, String lack)
      throws IOException {
    Lab.Answer answer = lab.get(lab.cluster().blindToken(), path);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).isEqualTo("Permission check failed (" + lack + ")");
    assertThat(answer.body().get("message")).isEqualTo(answer.reason() + "\n");
  }

  @Test
  void where_one_of_several_rights_is_enough_none_is_named() throws IOException {
    Lab.Answer answer = lab.get(lab.cluster().blindToken(), "/access/users/ops@pve/token/mcp");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).isEqualTo("Permission check failed");
  }

  @Test
  void a_token_is_not_its_user_and_may_not_look_at_itself() throws IOException {
    assertThat(lab.get(lab.cluster().operatorToken(), "/access/users/ops@pve/token/mcp").status())
        .isEqualTo(403);
    assertThat(
            Lab.object(
                    lab.get(lab.cluster().operatorToken(), "/access/users/ops@pve").object(),
                    "tokens")
                .keySet())
        .hasToString("[mcp, old]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "shutdown", "reboot", "reset", "suspend", "resume"})
  void an_auditor_switches_nothing(String action) throws IOException {
    Lab.Answer answer =
        lab.post(lab.cluster().auditorToken(), "/nodes/pve1/qemu/101/status/" + action, "");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).isEqualTo("Permission check failed (/vms/101, VM.PowerMgmt)");
    assertThat(lab.cluster().guest(101).orElseThrow().status()).isEqualTo("running");
  }

  @Test
  void an_auditor_sees_every_guest_and_an_administrator_too() throws IOException {
    assertThat(lab.get(lab.cluster().auditorToken(), "/cluster/resources?type=vm").rows())
        .hasSize(24);
    assertThat(lab.get(lab.cluster().operatorToken(), "/cluster/resources?type=vm").rows())
        .hasSize(24);
    assertThat(lab.get("/cluster/resources?type=vm").rows()).hasSize(24);
  }

  @Test
  void a_narrow_token_sees_its_guests_and_bare_nodes() throws IOException {
    Lab.Answer answer = lab.get(lab.cluster().narrowToken(), "/cluster/resources");

    assertThat(answer.column("id"))
        .containsExactly("qemu/101", "lxc/200", "node/pve1", "node/pve2", "node/pve3");
    assertThat(answer.row("id", "node/pve1").keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrder("id", "type", "node", "status", "level", "cgroup-mode");
    assertThat(lab.get(lab.cluster().narrowToken(), "/nodes/pve1/qemu").column("vmid"))
        .containsExactly("101");
    assertThat(lab.get(lab.cluster().narrowToken(), "/nodes/pve2/qemu").rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cluster/tasks",
        "/nodes/pve1/qemu",
        "/nodes/pve1/lxc",
        "/nodes/pve1/storage",
        "/nodes/pve1/tasks",
        "/storage",
        "/pools",
        "/access/acl",
        "/cluster/resources?type=vm",
        "/cluster/resources?type=storage"
      })
  void a_token_without_privileges_gets_empty_lists(String path) throws IOException {
    Lab.Answer answer = lab.get(lab.cluster().blindToken(), path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.rows()).isEmpty();
  }

  @Test
  void a_guest_with_no_access_is_hidden_from_one_who_sees_all_others() throws IOException {
    SimulatedToken gapped = lab.cluster().gappedToken();

    assertThat(lab.get(gapped, "/cluster/resources?type=vm").column("id"))
        .hasSize(23)
        .contains("qemu/101")
        .doesNotContain("qemu/105");
    assertThat(lab.get(gapped, "/nodes/pve3/qemu/105/config").reason())
        .isEqualTo("Permission check failed (/vms/105, VM.Audit)");
    assertThat(lab.get(gapped, "/access/permissions").object().keySet().toString())
        .contains("/vms")
        .doesNotContain("/vms/105");
  }

  @Test
  void a_right_that_is_not_handed_down_shows_no_guest() throws IOException {
    SimulatedToken flat = lab.cluster().flatToken();

    assertThat(lab.get(flat, "/cluster/resources?type=vm").rows()).isEmpty();
    assertThat(lab.get(flat, "/access/permissions").object())
        .isEqualTo(Map.of("/vms", Map.of("VM.Audit", 0)));
  }

  @Test
  void permissions_of_a_token_without_any_are_an_empty_object() throws IOException {
    assertThat(lab.get(lab.cluster().blindToken(), "/access/permissions").object()).isEmpty();
  }

  @Test
  void permissions_of_an_auditor_are_those_recorded() throws IOException {
    Map<?, ?> permissions = lab.get(lab.cluster().auditorToken(), "/access/permissions").object();

    assertThat(permissions.get("/"))
        .isEqualTo(
            Map.of(
                "Datastore.Audit", 1,
                "Mapping.Audit", 1,
                "Pool.Audit", 1,
                "SDN.Audit", 1,
                "Sys.Audit", 1,
                "VM.Audit", 1,
                "VM.GuestAgent.Audit", 1));
    assertThat(permissions.keySet().toString())
        .contains("/access", "/access/groups", "/nodes", "/pool", "/sdn", "/storage", "/vms");
  }

  @Test
  void the_deepest_entry_of_the_access_list_counts() throws IOException {
    Lab.Answer answer = lab.get(lab.cluster().operatorToken(), "/access/permissions?path=/vms/105");

    assertThat(Lab.object(answer.object(), "/vms/105").keySet().toString())
        .contains("VM.Audit", "VM.PowerMgmt")
        .doesNotContain("Sys.Audit", "Pool.Audit");
  }

  @Test
  void what_one_may_in_a_pool_one_may_with_its_guests() throws IOException {
    Lab.Answer answer = lab.get(lab.cluster().operatorToken(), "/access/permissions?path=/vms/103");

    assertThat(Lab.object(answer.object(), "/vms/103").keySet().toString())
        .contains("VM.PowerMgmt", "Pool.Audit");
  }

  @Test
  void the_administrator_may_do_everything_everywhere() throws IOException {
    Map<?, ?> permissions = lab.get("/access/permissions?path=/vms/100").object();

    assertThat((Map<?, ?>) permissions.get("/vms/100")).hasSize(47);
  }

  @Test
  void an_auditor_may_ask_for_the_permissions_of_another_user() throws IOException {
    Lab.Answer answer =
        lab.get(lab.cluster().auditorToken(), "/access/permissions?userid=guest@pve&path=/vms/200");

    assertThat(answer.object()).isEqualTo(Map.of("/vms/200", Map.of("VM.Audit", 1)));
    assertThat(lab.get("/access/permissions?userid=ghost@pve").reason())
        .isEqualTo("no such user ('ghost@pve')");
  }

  @Test
  void accounts_are_listed_as_far_as_one_may_see_them() throws IOException {
    assertThat(lab.get("/access/users").column("userid"))
        .contains("root@pam", "ops@pve", "viewer@pve");
    assertThat(lab.get(lab.cluster().narrowToken(), "/access/users").column("userid"))
        .containsExactly("guest@pve");
    assertThat(lab.get("/access/users/ops@pve/token/mcp").object())
        .isEqualTo(Map.of("expire", 0, "privsep", 1));
    assertThat(lab.get("/access/users/ops@pve/token").column("tokenid"))
        .containsExactly("mcp", "old");
    assertThat(lab.get("/access/users/ops@pve/token/nosuch").reason())
        .isEqualTo("no such token 'nosuch' for user 'ops@pve'");
    assertThat(lab.get("/access/users/ghost@pve").reason()).isEqualTo("no such user ('ghost@pve')");
    assertThat(Lab.object(lab.get("/access/users/ops@pve").object(), "tokens").keySet())
        .hasToString("[mcp, old]");
    assertThat(lab.get(lab.cluster().blindToken(), "/access/users/ops@pve").status())
        .isEqualTo(403);
    assertThat(lab.get("/access/roles").row("roleid", "PVEAuditor").get("special")).isEqualTo(1);
  }
}
