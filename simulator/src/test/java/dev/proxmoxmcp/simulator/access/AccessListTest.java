package dev.proxmoxmcp.simulator.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxmoxmcp.simulator.access.AccessList.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccessListTest {
  private static final String USER = "ann@pve";

  /** The guest 100 is in the pool {@code prod}. */
  private static AccessList list(Entry... entries) {
    return new AccessList(
        List.of(),
        List.of(entries),
        path -> path.equals("/vms/100") ? Optional.of("prod") : Optional.empty());
  }

  private static Entry on(String path, String role) {
    return new Entry(path, USER, role, true);
  }

  @Test
  void the_role_of_a_pool_comes_on_top_and_is_not_handed_down() {
    AccessList list = list(on("/vms", "PVETemplateUser"), on("/pool/prod", "PVEPoolUser"));

    assertThat(list.privileges(USER, "/vms/100"))
        .isEqualTo(Map.of("VM.Audit", true, "VM.Clone", true, "Pool.Audit", false));
  }

  @Test
  void no_access_on_a_guest_outweighs_its_pool() {
    AccessList list = list(on("/vms/100", "NoAccess"), on("/pool/prod", "PVEVMAdmin"));

    assertThat(list.privileges(USER, "/vms/100")).isEmpty();
    assertThat(list.allows(USER, "/vms/100", "VM.Audit")).isFalse();
  }

  @Test
  void no_access_on_a_pool_outweighs_the_guest() {
    AccessList list = list(on("/vms/100", "PVEVMAdmin"), on("/pool/prod", "NoAccess"));

    assertThat(list.privileges(USER, "/vms/100")).isEmpty();
  }

  @Test
  void no_access_outweighs_other_roles_of_the_same_path() {
    AccessList list = list(on("/vms", "PVEVMAdmin"), on("/vms", "NoAccess"));

    assertThat(list.privileges(USER, "/vms/101")).isEmpty();
  }

  @Test
  void a_role_on_a_deeper_path_outweighs_no_access_above() {
    AccessList list = list(on("/vms", "NoAccess"), on("/vms/101", "PVETemplateUser"));

    assertThat(list.allows(USER, "/vms/101", "VM.Audit")).isTrue();
  }
}
