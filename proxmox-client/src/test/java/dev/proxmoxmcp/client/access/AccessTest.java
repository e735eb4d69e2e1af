package dev.proxmoxmcp.client.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.client.Lab;
import dev.proxmoxmcp.client.TokenId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  private final Lab lab = Lab.start();

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void a_token_knows_its_own_id_without_asking() {
    Access access = lab.operator().access();
    int before = lab.simulated().requests().count();

    assertThat(access.authId()).isEqualTo(TokenId.parse("ops@pve!mcp"));
    assertThat(lab.simulated().requests().count()).isEqualTo(before);
  }

  @Test
  void an_operator_may_switch_guests_and_not_change_nodes() {
    Permissions permissions = lab.operator().access().permissions();

    assertThat(permissions.has("/vms/107", "VM.PowerMgmt")).isTrue();
    assertThat(permissions.has("/vms/107", "VM.Allocate")).isFalse();
    assertThat(permissions.has("/nodes/pve1", "Sys.Audit")).isTrue();
    assertThat(permissions.has("/nodes/pve1", "Sys.PowerMgmt")).isFalse();
  }

  @Test
  void a_narrow_token_may_read_its_guests_and_no_others() {
    Permissions permissions = lab.as(lab.simulated().narrowToken()).access().permissions();

    assertThat(permissions.has("/vms/101", "VM.Audit")).isTrue();
    assertThat(permissions.has("/vms/102", "VM.Audit")).isFalse();
    assertThat(permissions.none()).isFalse();
  }

  @Test
  void a_blind_token_has_no_rights_at_all() {
    assertThat(lab.as(lab.simulated().blindToken()).access().permissions().none()).isTrue();
  }

  @Test
  void the_rights_on_one_path_can_be_asked_for_exactly() {
    Permissions permissions = lab.operator().access().permissions("/vms/107");

    assertThat(permissions.byPath()).containsOnlyKeys("/vms/107");
    assertThat(permissions.has("/vms/107", "VM.PowerMgmt")).isTrue();
  }
}
